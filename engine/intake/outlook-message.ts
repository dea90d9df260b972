import { createRequire } from 'node:module';
import type * as msgreader from '@kenjiuno/msgreader';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { htmlToBlocks } from './html-blocks.ts';
import { mailbox, withDistinctNames, type MailMessage } from './mail-message.ts';
import { safeChildName } from './safe-name.ts';
import { decodeTextAs } from './text-encoding.ts';
import { linesToBlocks, printable, type TextBlock } from './text-blocks.ts';
import type { ChildFile, IntakeFinding } from './rendition.ts';

type FieldsData = msgreader.FieldsData;
// The package is CommonJS with its class as `default`.
const { default: MsgReader } = createRequire(import.meta.url)('@kenjiuno/msgreader') as { default: typeof msgreader.default.default };

const ansiEncodings: Readonly<Record<string, string>> = { uk: 'windows-1251', ru: 'windows-1251', bg: 'windows-1251', ro: 'windows-1250', pl: 'windows-1250', ar: 'windows-1256', he: 'windows-1255', el: 'windows-1253', tr: 'windows-1254', ja: 'cp932', zh: 'gb18030', ko: 'cp949', th: 'windows-874' };

/** Reads an Outlook message (MS-OXMSG). Attached messages become files of their own. Fails with `document-damaged`. */
export function readOutlookMessage(bytes: Uint8Array, language?: string): Result<MailMessage, Failure> {
  try {
    const exact = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const reader = new MsgReader(exact);
    const ansiEncoding = ansiEncodings[language?.split('-')[0] ?? ''];
    if (ansiEncoding !== undefined) reader.parserConfig = { ansiEncoding };
    const data = reader.getFileData();
    if (data.error !== undefined) return refusal(failure('document-damaged', 'The message is damaged: it cannot be read.'));
    const findings: IntakeFinding[] = [];
    const children = withDistinctNames((data.attachments ?? []).flatMap((attachment, index) => attachedFile(reader, attachment, index, findings)));
    const headers = headersOf(data);
    const blocks = bodyOf(data);
    if (headers.length === 0 && blocks.length === 0 && children.length === 0) return refusal(failure('document-damaged', 'The message is damaged: nothing of it can be read.'));
    return success({ subject: printable(data.subject ?? '(no subject)'), headers, blocks, children, facts: factsOf(data), findings });
  } catch {
    return refusal(failure('document-damaged', 'The message is damaged: it cannot be read.'));
  }
}

function attachedFile(reader: InstanceType<typeof MsgReader>, attachment: FieldsData, index: number, findings: IntakeFinding[]): ChildFile[] {
  try {
    const { fileName, content } = reader.getAttachment(attachment);
    return [{ name: safeChildName(fileName, `attachment-${index + 1}${attachment.innerMsgContent === true ? '.msg' : ''}`), bytes: content }];
  } catch {
    findings.push({ code: 'attachment-unreadable', message: 'An attachment of the message is damaged and could not be taken out.' });
    return [];
  }
}

function headersOf(data: FieldsData): MailMessage['headers'] {
  const recipients = (type: string): string => (data.recipients ?? []).filter((recipient) => recipient.recipType === type).map((recipient) => mailbox(recipient.name, recipient.smtpAddress ?? recipient.email)).join(', ');
  const rows: [string, string][] = [
    ['From', mailbox(data.senderName, data.senderSmtpAddress ?? data.senderEmail)],
    ['To', recipients('to')],
    ['Cc', recipients('cc')],
    ['Bcc', recipients('bcc')],
    ['Date', data.clientSubmitTime ?? data.messageDeliveryTime ?? data.creationTime ?? ''],
    ['Subject', data.subject ?? ''],
    ['Starts', data.apptStartWhole ?? ''],
    ['Ends', data.apptEndWhole ?? ''],
    ['Place', data.apptLocation ?? ''],
    ['Message-ID', data.messageId ?? ''],
  ];
  return rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value: printable(value) }));
}

function bodyOf(data: FieldsData): TextBlock[] {
  if (data.body !== undefined && data.body.trim() !== '') return linesToBlocks(data.body);
  const encoding = data.internetCodepage === undefined ? undefined : data.internetCodepage === 65001 ? 'utf-8' : `cp${data.internetCodepage}`;
  const html = data.bodyHtml ?? (data.html === undefined ? undefined : decodeTextAs(data.html, encoding).text);
  return html === undefined ? [] : [...htmlToBlocks(html).blocks];
}

function factsOf(data: FieldsData): MailMessage['facts'] {
  const facts: Record<string, string> = {};
  const time = Date.parse(data.clientSubmitTime ?? data.messageDeliveryTime ?? '');
  if (data.messageId !== undefined) facts['messageId'] = data.messageId;
  if (data.messageClass !== undefined) facts['messageClass'] = data.messageClass;
  if (!Number.isNaN(time)) facts['sentAt'] = new Date(time).toISOString();
  return facts;
}
