import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import * as z from 'zod';

/** The oldest Terraform that locks a state in S3 without a table. */
const OLDEST = [1, 10] as const;

/** CDKTF's own variable for whoever uses OpenTofu. */
const binary = (): string => process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

const versionSchema = z.object({ terraform_version: z.string() });
const outputsSchema = z.record(z.string(), z.object({ value: z.unknown() }));

/** Terraform in the folder of a synthesised stack. */
export interface Terraform {
  /** Runs a command with this terminal as its own; rejects where it fails, after it has said why. */
  readonly run: (...args: readonly string[]) => Promise<void>;
  /** The outputs of what was applied; none where nothing was. */
  readonly outputs: () => Promise<Readonly<Record<string, unknown>>>;
  /** The addresses of everything that was applied and is still there. */
  readonly resources: () => Promise<readonly string[]>;
}

/** Rejects with a sentence where there is no Terraform, or one that is too old. */
export const openTerraform = async (directory: string): Promise<Terraform> => {
  await requireVersion();
  const text = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(binary(), [`-chdir=${directory}`, ...args], { maxBuffer: 64e6 });
    return stdout;
  };
  return {
    run: async (...args) => {
      const running = spawn(binary(), [`-chdir=${directory}`, ...args], { stdio: 'inherit' });
      const [code, signal] = await once(running, 'close');
      if (code !== 0) throw new Error(`terraform ${args[0]} ended with ${signal ?? `exit status ${code}`}.`);
    },
    outputs: async () => {
      const outputs = outputsSchema.parse(JSON.parse(await text('output', '-json')));
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
    resources: async () => (await text('state', 'list').catch(noneYet)).split('\n').filter(Boolean),
  };
};

/** Terraform calls it a failure to list a state that nothing was written to yet. */
function noneYet(error: unknown): string {
  if (String(error).includes('No state file was found')) return '';
  throw error;
}

async function requireVersion(): Promise<void> {
  const { stdout } = await promisify(execFile)(binary(), ['version', '-json']).catch((cause: unknown) => {
    throw new Error(`${binary()} can't be run. Install Terraform ${OLDEST.join('.')} or newer.`, { cause });
  });
  const { terraform_version: version } = versionSchema.parse(JSON.parse(stdout));
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`${binary()} is ${version}. Install Terraform ${OLDEST.join('.')} or newer.`);
  }
}
