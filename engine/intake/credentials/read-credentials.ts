import { X509Certificate } from 'node:crypto';
import { decode } from 'cborg';
import { ContentInfo, SignedData, TimeStampResp, TSTInfo } from 'pkijs';
import { readSuperBox, type SuperBox } from './jumbf-boxes.ts';
import { manifestStoreBytes } from './manifest-store-bytes.ts';

/** What the content credentials of a file say (C2PA 2.1), as they stand in it. Nothing of it was checked: it is what the file claims. */
export interface ContentCredentials {
  /** Program or device that made the claim. */
  readonly generator?: string;
  /** Subject of the certificate that signed it, and its issuer. */
  readonly signer?: string;
  readonly issuer?: string;
  /** ISO 8601, from the time stamp of the signature. */
  readonly signedAt?: string;
  readonly title?: string;
  /** Labels of the assertions of the last manifest. */
  readonly assertions: readonly string[];
  /** What was done to the content, each with its time where it is given. */
  readonly actions: readonly string[];
  /** How many manifests there are: one for each step that was signed. */
  readonly manifests: number;
}

/** Reads the content credentials of a file; undefined where it carries none, `damaged` where what it carries cannot be read. */
export function readCredentials(file: Uint8Array): ContentCredentials | 'damaged' | undefined {
  const bytes = manifestStoreBytes(file);
  if (bytes === undefined) return undefined;
  try {
    const store = readSuperBox(bytes);
    const last = store?.label === 'c2pa' ? store.boxes.at(-1) : undefined;
    return store === undefined || last === undefined ? 'damaged' : describe(last, store.boxes.length);
  } catch {
    return 'damaged';
  }
}

function describe(manifest: SuperBox, manifests: number): ContentCredentials | 'damaged' {
  const within = (pattern: RegExp): SuperBox | undefined => manifest.boxes.find(({ label }) => pattern.test(label));
  const claim = cborOf(within(/^c2pa\.claim(\.v\d+)?$/u));
  if (!(claim instanceof Map)) return 'damaged';
  const assertions = within(/^c2pa\.assertions$/u)?.boxes ?? [];
  const signature = cborOf(within(/^c2pa\.signature$/u));
  const title = textOf(claim.get('dc:title'));
  const generator = generatorOf(claim);
  return {
    ...(generator === undefined ? {} : { generator }), ...(title === undefined ? {} : { title }), ...signatureFacts(signature),
    assertions: assertions.map(({ label }) => label).filter((label) => label !== '').slice(0, 100),
    actions: assertions.filter(({ label }) => label.startsWith('c2pa.actions')).flatMap((box) => actionsOf(cborOf(box))).slice(0, 100), manifests,
  };
}

const plain = (inner: () => unknown): unknown => inner();
// Dates, times, COSE_Sign1, UUIDs: their content is what is wanted.
const tags = { 0: plain, 1: plain, 18: plain, 37: plain };

function decodeCbor(bytes: Uint8Array): unknown {
  return decode(Uint8Array.from(bytes), { useMaps: true, tags });
}

function cborOf(box: SuperBox | undefined): unknown {
  const content = box?.contents.get('cbor');
  return content === undefined ? undefined : decodeCbor(content);
}

const longest = 300;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longest) : undefined;
}

/** `claim_generator_info` of either version of the claim, else the user-agent text of the first. */
function generatorOf(claim: ReadonlyMap<unknown, unknown>): string | undefined {
  const given = claim.get('claim_generator_info');
  const [info] = Array.isArray(given) ? (given as unknown[]) : [given];
  if (info instanceof Map) {
    const parts = [textOf(info.get('name')), textOf(info.get('version'))].filter((part) => part !== undefined);
    if (parts.length > 0) return parts.join(' ');
  }
  return textOf(claim.get('claim_generator'));
}

function actionsOf(assertion: unknown): string[] {
  const actions: unknown = assertion instanceof Map ? assertion.get('actions') : undefined;
  if (!Array.isArray(actions)) return [];
  return (actions as unknown[]).flatMap((action) => {
    if (!(action instanceof Map)) return [];
    const name = textOf(action.get('action'));
    const when = textOf(action.get('when'));
    return name === undefined ? [] : [when === undefined ? name : `${name} ${when}`];
  });
}

const certificateChain = 33;

/** COSE_Sign1 (RFC 9052): protected and unprotected header, payload, signature. */
function signatureFacts(signature: unknown): Pick<ContentCredentials, 'signer' | 'issuer' | 'signedAt'> {
  if (!Array.isArray(signature)) return {};
  const [guarded, open] = signature as unknown[];
  const header = guarded instanceof Uint8Array && guarded.byteLength > 0 ? decodeCbor(guarded) : undefined;
  const maps = [header, open].filter((map) => map instanceof Map);
  const chain: unknown = maps.map((map): unknown => map.get(certificateChain) ?? map.get('x5chain')).find((found) => found !== undefined);
  const [leaf] = Array.isArray(chain) ? (chain as unknown[]) : [chain];
  const signedAt = maps.map((map) => timeOf(map.get('sigTst2') ?? map.get('sigTst'))).find((time) => time !== undefined);
  return { ...(leaf instanceof Uint8Array ? certificateFacts(leaf) : {}), ...(signedAt === undefined ? {} : { signedAt }) };
}

function certificateFacts(der: Uint8Array): Pick<ContentCredentials, 'signer' | 'issuer'> {
  try {
    const { subject, issuer } = new X509Certificate(der);
    const line = (name: string): string => name.split('\n').reverse().join(', ').slice(0, longest);
    return { signer: line(subject), issuer: line(issuer) };
  } catch {
    return {};
  }
}

/** The time of a time-stamp token (RFC 3161), alone or in its response. */
function timeOf(holder: unknown): string | undefined {
  const tokens: unknown = holder instanceof Map ? holder.get('tstTokens') : undefined;
  const [first] = Array.isArray(tokens) ? (tokens as unknown[]) : [];
  const bytes: unknown = first instanceof Map ? first.get('val') : undefined;
  if (!(bytes instanceof Uint8Array)) return undefined;
  for (const read of [(): ContentInfo | undefined => TimeStampResp.fromBER(Uint8Array.from(bytes)).timeStampToken, (): ContentInfo => ContentInfo.fromBER(Uint8Array.from(bytes))]) {
    try {
      const token = read();
      const content = token === undefined ? undefined : new SignedData({ schema: token.content }).encapContentInfo.eContent;
      if (content !== undefined) return TSTInfo.fromBER(content.getValue()).genTime.toISOString();
    } catch {
      // the other form, or none that can be read
    }
  }
  return undefined;
}
