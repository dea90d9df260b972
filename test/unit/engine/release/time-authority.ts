import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

function openssl(folder: string, ...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Makes a time-stamping authority with openssl: `NAME-ca.pem` is to be trusted, `NAME.cnf` answers requests. `usage` is what its certificate is for. */
export function makeTimeAuthority(folder: string, name: string, usage = 'critical,timeStamping'): void {
  const at = (file: string): string => path.join(folder, file);
  openssl(folder, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}-ca.key`, '-out', `${name}-ca.pem`, '-subj', `/CN=${name} root`, '-days', '30', '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
  openssl(folder, 'req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  writeFileSync(at(`${name}.ext`), `basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=${usage}\n`);
  openssl(folder, 'x509', '-req', '-in', `${name}.csr`, '-CA', `${name}-ca.pem`, '-CAkey', `${name}-ca.key`, '-CAcreateserial', '-out', `${name}.pem`, '-days', '20', '-extfile', `${name}.ext`);
  writeFileSync(at(`${name}.cnf`), `[tsa]\ndefault_tsa=t\n[t]\nserial=${at(`${name}.serial`)}\nsigner_cert=${at(`${name}.pem`)}\nsigner_key=${at(`${name}.key`)}\ncerts=${at(`${name}-ca.pem`)}\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\nordering=no\ntsa_name=no\ness_cert_id_alg=sha256\n`);
  writeFileSync(at(`${name}.serial`), '01\n');
}

/** Has an authority answer a request: both are files in its folder. */
export function answerTimeRequest(folder: string, name: string, files: { readonly request: string; readonly reply: string }): void {
  openssl(folder, 'ts', '-reply', '-config', `${name}.cnf`, '-section', 't', '-queryfile', files.request, '-out', files.reply);
}
