import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { htmlToBlocks } from './html-blocks.ts';
import { mailbox, withDistinctNames, type MailMessage } from './mail-message.ts';
import { readOutlookMessage } from './outlook-message.ts';
import { linesToBlocks, printable } from './text-blocks.ts';
import type { ChildFile, IntakeFacts, IntakeFinding } from './rendition.ts';
import { safeChildName } from './safe-name.ts';

const maximumNesting = 40;

/** Reads an e-mail (RFC 5322, MIME). Attached messages stay files of their own. Fails with `document-damaged` or `document-hostile`. */
async function readEmail({ bytes }: { readonly bytes: Uint8Array }): Promise<Result<MailMessage, Failure>> {
  let email: Email;
  try {
    email = await PostalMime.parse(bytes, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer', maxNestingDepth: maximumNesting });
  } catch (error) {
    const nesting = error instanceof Error && /nesting/i.test(error.message);
    return refusal(nesting ? failure('document-hostile', 'The message holds parts within parts more than {{depth}} deep and was not opened.', { values: { depth: maximumNesting } }) : failure('document-damaged', 'The message is damaged: it cannot be read.'));
  }
  const children = withDistinctNames(email.attachments.map(toChild));
  const findings: IntakeFinding[] = [];
  const html = email.html === undefined ? undefined : htmlToBlocks(email.html);
  const text = email.text?.trim() ?? '';
  const blocks = text !== '' ? linesToBlocks(email.text ?? '') : (html?.blocks ?? []);
  if (html !== undefined && html.remote > 0) findings.push({ code: 'remote-content', message: `The message refers to ${html.remote} pictures or files on the network. They were not fetched and are not shown.` });
  if (blocks.length === 0 && children.length === 0 && email.headers.length === 0) return refusal(failure('document-damaged', 'The message is damaged: it holds neither text nor attachments.'));
  return success({ subject: printable(email.subject ?? '(no subject)'), headers: headersOf(email), blocks, children, facts: factsOf(email), findings });
}

function headersOf(email: Email): MailMessage['headers'] {
  const people = (addresses: readonly Address[] | undefined): string => (addresses ?? []).flatMap(flatten).join(', ');
  const rows: [string, string][] = [
    ['From', people(email.from === undefined ? [] : [email.from])],
    ['Sender', people(email.sender === undefined ? [] : [email.sender])],
    ['Reply-To', people(email.replyTo)],
    ['To', people(email.to)],
    ['Cc', people(email.cc)],
    ['Bcc', people(email.bcc)],
    ['Date', email.headers.find(({ key }) => key === 'date')?.value ?? email.date ?? ''],
    ['Subject', email.subject ?? ''],
    ['Message-ID', email.messageId ?? ''],
    ['In-Reply-To', email.inReplyTo ?? ''],
  ];
  return rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value: printable(value) }));
}

function flatten(address: Address): string[] {
  return address.group === undefined ? [mailbox(address.name, address.address)] : [`${address.name}: ${address.group.map((member) => mailbox(member.name, member.address)).join(', ')}`];
}

function factsOf(email: Email): IntakeFacts {
  const facts: Record<string, string> = {};
  const time = email.date === undefined ? NaN : Date.parse(email.date);
  if (email.messageId !== undefined) facts['messageId'] = email.messageId;
  if (email.inReplyTo !== undefined) facts['inReplyTo'] = email.inReplyTo;
  if (!Number.isNaN(time)) facts['sentAt'] = new Date(time).toISOString();
  return facts;
}

const extensions: Readonly<Record<string, string>> = { 'message/rfc822': '.eml', 'text/plain': '.txt', 'text/html': '.html', 'application/pdf': '.pdf', 'image/jpeg': '.jpg', 'image/png': '.png', 'text/calendar': '.ics' };

function toChild(attachment: Attachment, index: number): ChildFile {
  const content = attachment.content;
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content as ArrayBuffer);
  return { name: safeChildName(attachment.filename ?? '', `attachment-${index + 1}${extensions[attachment.mimeType] ?? ''}`), bytes };
}

/** Reading of messages: MIME and Outlook. */
export const tasks = { readEmail, readOutlook: ({ bytes, language }: { readonly bytes: Uint8Array; readonly language?: string }) => readOutlookMessage(bytes, language) };
