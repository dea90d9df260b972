import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  appendLeaf, canonicalJsonBytes, consistencyPath, inclusionPath, leafHash, nodesInMemory, sha256Hex, signCheckpoint, sshPublicKeyLine, treeRoot, type MerkleNodes,
} from '../../../../engine/integrity/index.ts';
import type { CustodyExtract, MakeReleaseOptions, ReleasedEvent, ReleaseFacts, ReleaseFile, ReleaseSigner } from '../../../../engine/release/index.ts';

/** A signing key as a vault holds one. */
export interface SampleSigner extends ReleaseSigner {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export function sampleSigner(name = 'Office of the Prosecutor, Example'): SampleSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { name, publicKey: raw, sshPublicKey: sshPublicKeyLine(raw, name), sign: (message) => sign(null, message, privateKey) };
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

/** A custody log as a vault keeps it. */
export interface SampleLog {
  readonly caseId: string;
  readonly events: ReleasedEvent[];
  readonly nodes: MerkleNodes;
}

export function sampleLog(caseId: string, count: number): SampleLog {
  const log: SampleLog = { caseId, events: [], nodes: nodesInMemory() };
  growLog(log, count);
  return log;
}

export function growLog(log: SampleLog, count: number, object = 'doc'): void {
  for (let added = 0; added < count; added++) {
    const index = log.events.length;
    const event: ReleasedEvent = {
      index, at: new Date(Date.UTC(2026, 2, 1, 9, index)).toISOString(), actor: 'SHA256:sample', action: 'document-taken-in', object: `${object}-${index}`,
      previous: index === 0 ? '0'.repeat(64) : hex(leafHash(canonicalJsonBytes(log.events[index - 1]))),
      salt: createHash('sha256').update(`salt ${index}`).digest('hex').slice(0, 32),
    };
    appendLeaf(log.nodes, index, leafHash(canonicalJsonBytes(event)));
    log.events.push(event);
  }
}

export function checkpointOf(log: SampleLog, signer: SampleSigner, size = log.events.length): string {
  const origin = `custodia.case/${log.caseId}`;
  return signCheckpoint({ origin, size, root: treeRoot(log.nodes, size) }, { name: origin, publicKey: signer.publicKey, sign: signer.sign });
}

export function custodyOf(log: SampleLog, signer: SampleSigner, options: { withheld?: readonly number[]; since?: { checkpoint: string; size: number } } = {}): CustodyExtract {
  const size = log.events.length;
  const withheld = new Set(options.withheld ?? []);
  const proof = (event: ReleasedEvent): CustodyExtract['proofs']['inclusion'][number] => ({
    index: event.index, size, leaf: hex(leafHash(canonicalJsonBytes(event))), path: inclusionPath(log.nodes, event.index, size).map(hex),
  });
  const shown = log.events.filter((event) => !withheld.has(event.index));
  const { since } = options;
  return {
    checkpoint: checkpointOf(log, signer),
    events: shown,
    proofs: {
      inclusion: shown.map(proof),
      withheld: log.events.filter((event) => withheld.has(event.index)).map(proof),
      consistency: since === undefined ? null : { checkpoint: since.checkpoint, proof: { from: since.size, to: size, path: consistencyPath(log.nodes, since.size, size).map(hex) } },
    },
  };
}

export function fileOf(name: string, content: Uint8Array): ReleaseFile {
  return {
    path: name, bytes: content.length,
    open: async function* () {
      for (let at = 0; at < content.length; at += 50_000) yield await Promise.resolve(content.subarray(at, at + 50_000));
    },
  };
}

/** Bytes that do not compress and differ by name. */
export function sampleBytes(seed: string, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) => createHash('sha256').update(`${seed}/${index}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

export interface Sample {
  readonly signer: SampleSigner;
  readonly log: SampleLog;
  readonly options: Omit<MakeReleaseOptions, 'out' | 'recipients'>;
}

export const sampleExhibits = [
  { number: 'P-1', file: 'exhibits/0001.pdf', bytes: 70_000 },
  { number: 'P-2', file: 'exhibits/0002.pdf', bytes: 65_536 },
  { number: 'P-3', file: 'exhibits/0003.pdf', bytes: 5 },
] as const;

const sshString = (bytes: Uint8Array | string): Buffer => {
  const body = Buffer.from(bytes as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
};

/** What `ssh-keygen -Y sign -n NAMESPACE` writes, by the text of PROTOCOL.sshsig. */
export function sshSignature(message: Uint8Array, namespace: string, { publicKey, sign: signRaw }: SampleSigner): string {
  const hashed = [sshString(namespace), sshString(''), sshString('sha512')];
  const raw = signRaw(Buffer.concat([Buffer.from('SSHSIG'), ...hashed, sshString(createHash('sha512').update(message).digest())]));
  const key = Buffer.concat([sshString('ssh-ed25519'), sshString(publicKey)]);
  const blob = Buffer.concat([Buffer.from('SSHSIG\0\0\0\u0001', 'latin1'), sshString(key), ...hashed, sshString(Buffer.concat([sshString('ssh-ed25519'), sshString(raw)]))]);
  return ['-----BEGIN SSH SIGNATURE-----', ...(blob.toString('base64').match(/.{1,70}/g) ?? []), '-----END SSH SIGNATURE-----', ''].join('\n');
}

/** The signed proof record of a redacted exhibit, as two files. */
function proofRecord(file: string, sha256: string, signer: SampleSigner): ReleaseFile[] {
  const record = Buffer.from(canonicalJsonBytes({ file: { sha256, pages: 2 }, guarantees: ['R1', 'R2'].map((guarantee) => ({ guarantee, holds: true })) }));
  return [fileOf(file, record), fileOf(`${file}.sig`, Buffer.from(sshSignature(record, 'custodia-redaction', signer)))];
}

/** A whole small release of three exhibits, one a redacted one and one the translation of another. */
export function sampleRelease(overrides: { number?: number; facts?: Partial<ReleaseFacts>; signer?: SampleSigner; log?: SampleLog; custody?: CustodyExtract } = {}): Sample {
  const signer = overrides.signer ?? sampleSigner();
  const log = overrides.log ?? sampleLog('0c5e9f0e-sample', 9);
  const contents = new Map(sampleExhibits.map((exhibit) => [exhibit.number, sampleBytes(exhibit.number, exhibit.bytes)]));
  const hash = (number: string): string => sha256Hex(contents.get(number as 'P-1')!);
  const exhibits: ReleaseFacts['exhibits'] = sampleExhibits.map(({ number, file }) => ({
    number, title: `Exhibit ${number}`, pages: 2, file, sha256: hash(number), original: { sha256: sha256Hex(`original of ${number}`) },
    ...(number === 'P-2' ? { translationOf: { number: 'P-1', original: { sha256: sha256Hex('original of P-1') } } } : {}),
  }));
  const list = { exhibits: exhibits.map(({ number, sha256 }) => ({ number, sha256 })) };
  const number = overrides.number ?? 1;
  return {
    signer, log,
    options: {
      files: [
        fileOf('bundle-01.pdf', sampleBytes('bundle', 200_000)),
        ...sampleExhibits.map((exhibit) => fileOf(exhibit.file, contents.get(exhibit.number)!)),
        fileOf('exhibit-list.pdf', sampleBytes('list', 3000)),
        fileOf('exhibit-list.csv', Buffer.from(list.exhibits.map((one) => `${one.number},${one.sha256}\n`).join(''))),
        fileOf('exhibit-list.json', Buffer.from(JSON.stringify(list))),
        ...proofRecord('redactions/0003.proof.json', hash('P-3'), signer),
      ],
      statement: {
        case: { id: log.caseId, title: 'Prosecutor v. Example', reference: 'T20261234' },
        release: { id: `release-${number}`, number, edition: 'defence', madeAt: '2026-03-10T09:00:00Z' },
        previous: null,
        court: { profile: 'england-wales-criminal', holds: true, rules: [{ rule: 'stamps', result: 'pass' }] },
        tools: [{ name: 'custodia', version: '0.1.0' }],
        exhibits,
        sealed: [{ number: 'P-4', position: 4, commitment: sha256Hex('sealed'), sizeClass: 65_536 }],
        redactions: [{ number: 'P-3', method: 'raster', zones: 2, ground: 'Order of 2026-02-01', sha256: hash('P-3'), proof: [{ guarantee: 'R1', holds: true }, { guarantee: 'R2', holds: true }] }],
        ...overrides.facts,
      },
      custody: overrides.custody ?? custodyOf(log, signer, { withheld: [3, 4] }),
      signer,
      softwareAgent: 'Custodia 0.1.0',
    },
  };
}
