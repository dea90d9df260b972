// `npm run package`: builds the application and packages it for this system with electron-builder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFolder } from '../application-folders.ts';
import { buildMain } from './build-main.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

const { packages } = JSON.parse(readFileSync(join(applicationFolder, 'package-lock.json'), 'utf8')) as { readonly packages: Readonly<Record<string, LockedPackage>> };
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  .map(([path, { version = '', license = 'see its own files' }]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version, license }));

mkdirSync(join(applicationFolder, 'dist'), { recursive: true });
writeFileSync(join(applicationFolder, 'dist', 'licences.txt'), shipped.map(({ name, version, license }) => `${name} ${version}: ${license}\n`).join(''));
// CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/
writeFileSync(join(applicationFolder, 'dist', 'sbom.cdx.json'), JSON.stringify({
  bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
  components: shipped.map(({ name, version, license }) => ({ type: 'library', name, version, purl: `pkg:npm/${name.replace('@', '%40')}@${version}`, licenses: [{ license: { name: license } }] })),
}, undefined, 1));
await buildMain();
const builder = join(applicationFolder, 'node_modules', 'electron-builder', 'cli.js');
const { status } = spawnSync(process.execPath, [builder, '--publish', 'never', ...process.argv.slice(2)], { cwd: applicationFolder, stdio: 'inherit' });
process.exitCode = status ?? 1;
