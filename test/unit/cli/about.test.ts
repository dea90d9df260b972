import { expect, test } from 'vitest';
import { applicationVersion } from '../../../engine/operations/application-version.ts';
import { runCustodia } from '../../e2e/command-line.ts';

test('the command line tells its version, and how each command is used', async () => {
  expect(await runCustodia(['--version'])).toMatchObject({ code: 0, out: `custodia ${applicationVersion}\n` });
  const { code, out } = await runCustodia(['help', 'verify']);
  expect(code).toBe(0);
  expect(out).toMatch(/^custodia verify /u);
});
