import { execFile, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../../infra/settings';
import { PROVIDER, terraformEnvironment, whatTerraformLacks } from '../support/terraform';

const root = path.resolve(__dirname, '../..');

/** Why no deployment can be tried on this machine; undefined where it can. */
export const whatIsMissing = (): string | undefined => {
  const python = spawnSync('python3', ['-c', 'import moto.server']);
  return (
    whatTerraformLacks() ??
    (python.status === 0 ? undefined : 'there is no moto on this machine (a local AWS, for Python)')
  );
};

export interface Ran {
  readonly code: number;
  /** Standard output and standard error, without colours. */
  readonly text: string;
}

/** A local AWS, and a place from which the project's own commands deploy to it. */
export interface Deployment {
  readonly url: string;
  readonly directory: string;
  /** What Terraform works in. */
  readonly stack: string;
  /** `npm run <command> -- --config … <flags>`, with `input` on its standard input; the settings are written anew before. */
  readonly npm: (command: string, settings: Settings, flags?: readonly string[], input?: string) => Promise<Ran>;
  /** Terraform itself, on what was synthesised last. */
  readonly terraform: (...args: readonly string[]) => Promise<Ran>;
  readonly close: () => void;
}

export const openDeployment = async (name: string): Promise<Deployment> => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const aws = spawn('python3', [path.join(__dirname, 'local_aws.py'), '--host', '127.0.0.1', '--port', String(port)], {
    stdio: 'ignore',
  });
  await until(async () => (await fetch(`${url}/moto-api/`)).ok);

  const realTerraform = (await run('sh', ['-c', 'command -v terraform'], {})).text.trim();
  fs.mkdirSync(path.join(directory, 'bin'));
  fs.writeFileSync(
    path.join(directory, 'bin/terraform'),
    `#!/bin/sh\nexec "${process.execPath}" "${path.join(__dirname, 'terraform.cjs')}" "$@"\n`,
    { mode: 0o755 },
  );
  const env = {
    ...terraformEnvironment(directory),
    PATH: `${path.join(directory, 'bin')}:${process.env.PATH}`,
    REAL_TERRAFORM: realTerraform,
    PROVIDER_FOR_TEST: PROVIDER,
    CDKTF_OUTDIR: path.join(directory, 'cdktf.out'),
    WHO_CHANGED_DIST: path.join(directory, 'dist'),
    AWS_ENDPOINT_URL: url,
    NO_COLOR: '1',
    TF_CLI_ARGS_init: '-no-color',
    TF_CLI_ARGS_plan: '-no-color',
    TF_CLI_ARGS_apply: '-no-color',
    TF_CLI_ARGS_destroy: '-no-color',
  };
  const stack = path.join(directory, 'cdktf.out/stacks', name);
  return {
    url,
    directory,
    stack,
    npm: (command, settings, flags = [], input = '') => {
      const config = path.join(directory, 'test.config.ts');
      fs.writeFileSync(config, `export default ${JSON.stringify(settings)};\n`);
      return run('npm', ['run', '-s', command, '--', '--config', config, ...flags], env, input);
    },
    terraform: (...args) => run(realTerraform, [`-chdir=${stack}`, ...args], env),
    close: () => {
      aws.kill();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
};

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: 64e6 };
    const running = execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, text: stdout + stderr });
    });
    // A command that ends without reading its input is no failure of this one.
    running.stdin?.on('error', () => {}).end(input);
  });
}

async function until(happens: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await happens().catch(() => false)) return;
    await sleep(200);
  }
  throw new Error('The local AWS did not start within 20 seconds.');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}
