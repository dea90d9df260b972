import { allowedSignersLine, formatSshPublicKey, signerNamespaces, signerPrincipal, sshPublicKey } from './ssh-key.ts';
import { releaseNamespace, type ReleaseFacts } from './release-statement.ts';

interface ReadMeFacts {
  readonly facts: ReleaseFacts;
  readonly signer: { readonly name: string; readonly key: Uint8Array };
  /** Name of the top folder in the archive. */
  readonly folder: string;
  readonly encrypted: boolean;
}

/** `READ-ME-FIRST.txt`: how to open and check the release on any computer with no part of Custodia. */
export function readMeFirst({ facts, signer, folder, encrypted }: ReadMeFacts): string {
  const principal = signerPrincipal(signer.name);
  const verify = `ssh-keygen -Y verify -f allowed_signers -I ${principal} -n ${releaseNamespace} -s data/release.json.sig`;
  const archive = `${folder}.tar`;
  return `READ ME FIRST

Release ${facts.release.number} of the case, edition "${facts.release.edition}", made ${facts.release.madeAt}
Release id: ${facts.release.id}
Signed by:  ${signer.name}
Key:        ${sshPublicKey(signer.key).fingerprint}

You can open and check everything here with free standard programs. You need no
part of Custodia, no account and no network connection.
The names ${archive} and KEY.txt below stand for your own files.


1. OPEN
${encrypted ? `
   The file NAME.tar.age is encrypted with age (https://age-encryption.org).
   KEY.txt is your own secret key, as age-keygen made it.

   Linux, macOS:   age -d -i KEY.txt -o ${archive} NAME.tar.age
                   tar -xf ${archive}
   Windows:        age.exe -d -i KEY.txt -o ${archive} NAME.tar.age
                   tar -xf ${archive}

   "no identity matched" means that the release was not made for your key.
   Any other error of age means that the file was damaged or changed: stop,
   and ask the sender for it again.
` : `
   This release is not encrypted.

   Linux, macOS, Windows:   tar -xf ${archive}
`}
   Then go into the folder:   cd ${folder}


2. CHECK THAT NO FILE WAS CHANGED, ADDED OR REMOVED

   Linux:     sha256sum -c manifest-sha256.txt
              sha256sum -c tagmanifest-sha256.txt
   macOS:     shasum -a 256 -c manifest-sha256.txt
              shasum -a 256 -c tagmanifest-sha256.txt
   Windows (PowerShell), which prints only what does not agree:
              Get-Content manifest-sha256.txt, tagmanifest-sha256.txt | ForEach-Object {
                $hash, $file = $_ -split '  ', 2
                if ((Get-FileHash -Algorithm SHA256 $file).Hash -ne $hash) { "CHANGED: $file" } }

   Each line must end in OK. This folder is also a bag in the sense of RFC 8493
   (BagIt): any program for bags checks it as a whole, missing and extra files
   included. manifest-sha512.txt holds the same with SHA-512.


3. CHECK WHO MADE IT

   Get the sender's key from the sender: by telephone, letter or in person, not
   from this file. It must be

      ${sshPublicKey(signer.key).fingerprint}

   Write this one line into a new file named allowed_signers in this folder:

${allowedSignersLine(principal, signer.key, signerNamespaces)}

   Linux, macOS:   ${verify} < data/release.json
   Windows (cmd):  the same line

   The answer must be:  Good "${releaseNamespace}" signature for ${principal} with ED25519 key ...
   The public key alone, as the sender may print it:
   ${formatSshPublicKey(signer.key)}

   release.json names the case, this release, the one before it, whom it is for,
   and every file with its SHA-256. So a good signature and the hashes of step 2
   together say: this is what the sender sealed, all of it, and nothing else.


4. FIND AN EXHIBIT

   data/exhibit-list.pdf lists every exhibit with its pages and its SHA-256; the
   .csv and .json beside it hold the same. data/exhibits/ holds them one by one;
   data/bundle-01.pdf holds them all in order. To check one exhibit alone:

   Linux:     sha256sum data/exhibits/0001.pdf
   macOS:     shasum -a 256 data/exhibits/0001.pdf
   Windows:   certutil -hashfile data\\exhibits\\0001.pdf SHA256


5. THE CUSTODY LOG

   data/custody/checkpoint is the signed head of the case's event log: a signed
   note over the number of events and the root of a Merkle tree (RFC 6962; C2SP
   tlog-checkpoint). events.jsonl holds the events that this edition may see,
   one canonical JSON text (RFC 8785) a line; proofs.json holds, for each, the
   hashes that lead from it to the root. Keep the checkpoint: if the log is ever
   rewritten, it will show. data/exhibit-list.pdf prints the log's head as a code
   and in words, to be kept on paper.


6. TIME, AND WHAT CAME LATER

   A trusted time (RFC 3161) stands outside the release, in a file of its own
   over data/release.json. With the certificates of the authority:

   openssl ts -verify -data data/release.json -in TOKEN.tsr -CAfile CERTIFICATES.pem

   Later releases of this edition name this one, and say what was added,
   replaced or withdrawn since. If this release is withdrawn, the sender sends a
   signed notice. What was opened before cannot be taken back.
${facts.redactions.length === 0 ? '' : redactionsPart(principal)}`;
}

function redactionsPart(principal: string): string {
  return `

7. THE REDACTIONS

   data/redactions/log.pdf lists each place that is blacked out, with its ground;
   the .csv and .json beside it hold the same. For each redacted exhibit, the file
   NNNN.proof.json of its number says what was tried on the file, by which
   programs, with the SHA-256 of the file. It is signed on its own:

   ssh-keygen -Y verify -f allowed_signers -I ${principal} -n custodia-redaction -s data/redactions/NNNN.proof.json.sig < data/redactions/NNNN.proof.json
`;
}
