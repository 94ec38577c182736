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
  /** Everything that was applied and is still there. */
  readonly deployed: () => Promise<readonly Deployed[]>;
}

/** One resource of Terraform's state. */
export interface Deployed {
  readonly type: string;
  /** `aws_sqs_queue.jobs_queue_1A2B` */
  readonly address: string;
  /** The alias of the provider that made it: the Region, where that is not the home Region. */
  readonly alias?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const stateSchema = z.object({
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      provider: z.string(),
      instances: z.array(z.object({ attributes: z.optional(z.nullable(z.record(z.string(), z.unknown()))) })),
    }),
  ),
});

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
      // The terminal interrupts both: Terraform ends in its own time, with its state written, and this waits for it.
      const interrupted = (): void => {};
      const terminated = (): boolean => running.kill('SIGTERM');
      process.on('SIGINT', interrupted).on('SIGTERM', terminated);
      const [code, signal] = await once(running, 'close').finally(() =>
        process.off('SIGINT', interrupted).off('SIGTERM', terminated),
      );
      if (code !== 0) throw new Error(`terraform ${args[0]} ended with ${signal ?? `exit status ${code}`}.`);
    },
    outputs: async () => {
      const outputs = outputsSchema.parse(JSON.parse(await text('output', '-json')));
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
    deployed: async () => {
      const state = await text('state', 'pull');
      return state.trim() === '' ? [] : stateSchema.parse(JSON.parse(state)).resources.flatMap(deployedOf);
    },
  };
};

function deployedOf({
  mode,
  type,
  name,
  provider,
  instances,
}: z.infer<typeof stateSchema>['resources'][number]): Deployed[] {
  if (mode !== 'managed') return [];
  const alias = /"\]\.([\w-]+)$/.exec(provider)?.[1];
  const attributes = instances[0]?.attributes ?? {};
  return [{ type, address: `${type}.${name}`, ...(alias !== undefined && { alias }), attributes }];
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
