import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import * as yaml from 'yaml';
import { destroy } from '../../infra/commands/destroy';
import { writeManifest } from '../../infra/commands/manifest';
import { prepare, refuseForgottenTrail } from '../../infra/commands/prepare';
import { isFilled, putSecrets } from '../../infra/commands/secrets';
import { openTerraform } from '../../infra/commands/terraform';
import { checkSettings } from '../../infra/settings';
import { all, bareSettings, fullSettings, synthesize } from '../support/synthesized-stack';

const settings = checkSettings(bareSettings, 'the settings of a test');
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'commands-'));
const said: string[] = [];

beforeAll(() => {
  jest.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)));
});
beforeEach(() => {
  said.length = 0;
});
afterAll(() => fs.rmSync(directory, { recursive: true }));

describe('npm run secrets', () => {
  const given = {
    SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99aabbbccc85',
    SLACK_BOT_TOKEN: 'xoxb-17653672481-19874698323',
  };
  const stored: { SecretId: string; SecretString: string }[] = [];
  let exists = true;
  let secretsManager: Server;

  beforeAll(async () => {
    secretsManager = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk) => chunks.push(chunk))
        .on('end', () => {
          response.setHeader('content-type', 'application/x-amz-json-1.1');
          if (!exists) {
            response.statusCode = 400;
            return response.end(JSON.stringify({ __type: 'ResourceNotFoundException', message: 'no such secret' }));
          }
          if (request.headers['x-amz-target'] === 'secretsmanager.PutSecretValue') {
            stored.push(JSON.parse(Buffer.concat(chunks).toString()));
          }
          const versions = stored.length === 0 ? {} : { VersionIdsToStages: { v1: ['AWSCURRENT'] } };
          return response.end(JSON.stringify({ Name: 'who-changed-test/slack', ...versions }));
        });
    });
    await new Promise<void>((resolve) => secretsManager.listen(0, '127.0.0.1', resolve));
    const { port } = secretsManager.address() as AddressInfo;
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = `http://127.0.0.1:${port}`;
  });
  beforeEach(() => {
    stored.length = 0;
    exists = true;
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
    secretsManager.closeAllConnections();
    await new Promise((resolve) => secretsManager.close(resolve));
  });

  const piped = (text: string) =>
    putSecrets(settings, {
      isTerminal: false,
      ask: () => Promise.reject(new Error('asked')),
      stdin: Readable.from([text]),
    });

  it.each([
    ['JSON', JSON.stringify(given)],
    ['lines', `SLACK_SIGNING_SECRET=${given.SLACK_SIGNING_SECRET}\nSLACK_BOT_TOKEN=${given.SLACK_BOT_TOKEN}\n`],
    [
      'lines of a file for a shell',
      `# ours\r\nexport SLACK_SIGNING_SECRET='${given.SLACK_SIGNING_SECRET}'\r\n\r\nSLACK_BOT_TOKEN = "${given.SLACK_BOT_TOKEN}"`,
    ],
  ])('takes both from standard input as %s', async (_form, text) => {
    await piped(text);
    expect(stored.map(({ SecretId, SecretString }) => [SecretId, JSON.parse(SecretString)])).toEqual([
      [`${settings.name}/slack`, given],
    ]);
    expect(said).toEqual([expect.stringContaining(`Put both into ${settings.name}/slack in ${settings.region}`)]);
    expect(said.join()).not.toContain(given.SLACK_BOT_TOKEN);
  });

  it('asks somebody who types, and says where each is found', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return question.startsWith('SLACK_BOT_TOKEN') ? ` ${given.SLACK_BOT_TOKEN} ` : given.SLACK_SIGNING_SECRET;
    };
    await putSecrets(settings, { isTerminal: true, ask, stdin: Readable.from([]) });
    expect(questions).toEqual([
      expect.stringContaining('Basic Information'),
      expect.stringContaining('OAuth & Permissions'),
    ]);
    expect(JSON.parse(stored[0]?.SecretString ?? '')).toEqual(given);
  });

  it.each([
    ['nothing', '', ['SLACK_SIGNING_SECRET is missing', 'SLACK_BOT_TOKEN is missing']],
    ['one of both', `SLACK_BOT_TOKEN=${given.SLACK_BOT_TOKEN}`, ['SLACK_SIGNING_SECRET is missing']],
    [
      'both in each other’s place',
      JSON.stringify({ SLACK_SIGNING_SECRET: given.SLACK_BOT_TOKEN, SLACK_BOT_TOKEN: given.SLACK_SIGNING_SECRET }),
      ['SLACK_SIGNING_SECRET is a token', 'SLACK_BOT_TOKEN is not a bot token'],
    ],
    [
      'a value with a space',
      `SLACK_SIGNING_SECRET=8f74 2231\nSLACK_BOT_TOKEN=${given.SLACK_BOT_TOKEN}`,
      ['SLACK_SIGNING_SECRET holds a space'],
    ],
    ['half of a JSON text', `{"SLACK_BOT_TOKEN":"${given.SLACK_BOT_TOKEN}"`, ['is none']],
  ])('stores nothing of %s, says why, and tells no part of a value', async (_what, text, because) => {
    const error = await piped(text).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(Error);
    for (const phrase of because) expect(String(error)).toContain(phrase);
    for (const secret of [...Object.values(given), '8f74']) expect(String(error)).not.toContain(secret);
    expect(stored).toEqual([]);
  });

  it('says to deploy first where there is no secret yet', async () => {
    exists = false;
    await expect(piped(JSON.stringify(given))).rejects.toThrow('npm run deploy makes it');
  });

  it('is known to have been run or not', async () => {
    expect(await isFilled(settings)).toBe(false);
    await piped(JSON.stringify(given));
    expect(await isFilled(settings)).toBe(true);
  });
});

describe('npm run manifest', () => {
  const url = 'https://a1b2c3.execute-api.eu-central-1.amazonaws.com/slack/events';

  it('writes the address to every place of the manifest, and changes nothing else', () => {
    const written = yaml.parse(fs.readFileSync(writeManifest(url, directory), 'utf8'));
    const original = fs.readFileSync('manifest.yml', 'utf8');
    expect(written).toEqual(yaml.parse(original.replaceAll('https://example.com/slack/events', url)));
    expect(JSON.stringify(written)).not.toContain('example.com');
  });

  it.each([[undefined], ['http://insecure.example/slack/events'], ['soon'], [5]])('refuses the address %p', (given) => {
    expect(() => writeManifest(given, directory)).toThrow('must be an https URL');
  });
});

describe('npm run destroy', () => {
  it('lists all that is protected, and what to change where, before it does anything', async () => {
    const file = 'ours.config.ts';
    const protectedThings = ['aws_dynamodb_table', 'aws_s3_bucket'].flatMap((type) =>
      all(synthesize(fullSettings), type),
    );
    const refusal = await destroy(checkSettings(fullSettings, file), { file }).catch((error: Error) => error.message);
    expect(String(refusal).match(/^ {2}\w+ \S+$/gm)).toHaveLength(protectedThings.length);
    for (const [, { name }] of all(synthesize(fullSettings), 'aws_dynamodb_table'))
      expect(refusal).toContain(`table ${name}\n`);
    expect(refusal).toContain(`say protectData: false in ${file}`);
  });
});

/** A script in place of Terraform. */
const pretend = (script: string): void => {
  const file = path.join(directory, 'pretended');
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env.TERRAFORM_BINARY_NAME = file;
};

describe('Terraform', () => {
  afterEach(() => {
    delete process.env.TERRAFORM_BINARY_NAME;
  });

  it('that is not there is told, with what to install', async () => {
    process.env.TERRAFORM_BINARY_NAME = path.join(directory, 'nothing');
    await expect(openTerraform(directory)).rejects.toThrow(/can't be run. Install Terraform 1.10 or newer/);
  });

  it.each([
    ['1.5.7', false],
    ['0.15.0', false],
    ['1.10.0', true],
    ['2.0.0', true],
  ])('of version %s is new enough: %s', async (version, isEnough) => {
    pretend(`echo '{"terraform_version":"${version}"}'`);
    const opened = openTerraform(directory);
    await (isEnough ? expect(opened).resolves.toBeDefined() : expect(opened).rejects.toThrow(`is ${version}. Install`));
  });

  it('gives its outputs, and what is deployed: nothing where no state was written yet', async () => {
    pretend(`
      case "$2" in
        output) echo '{"request_url":{"value":"https://x.example/slack/events","type":"string","sensitive":false}}' ;;
        state) ;;
        *) echo '{"terraform_version":"1.11.4"}' ;;
      esac`);
    const terraform = await openTerraform(directory);
    expect(await terraform.outputs()).toEqual({ request_url: 'https://x.example/slack/events' });
    expect(await terraform.deployed()).toEqual([]);
  });

  it('that fails ends the command', async () => {
    pretend(`[ "$1" = version ] && echo '{"terraform_version":"1.11.4"}' || exit 3`);
    const terraform = await openTerraform(directory);
    await expect(terraform.run('apply')).rejects.toThrow('terraform apply ended with exit status 3.');
    await expect(terraform.deployed()).rejects.toThrow();
  });

  it('that is interrupted is waited for', () => {
    // In a process of its own: a test runner has no signals to give away.
    pretend(`[ "$1" = version ] && echo '{"terraform_version":"1.11.4"}' && exit; kill -INT $PPID; sleep 0.3; exit 1`);
    const script = `
      const { openTerraform } = require('./infra/commands/terraform');
      openTerraform('.').then((terraform) => terraform.run('apply')).catch((error) => console.log(error.message));`;
    const { status, signal, stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
      encoding: 'utf8',
    });
    expect({ status, signal, stdout }).toEqual({
      status: 0,
      signal: null,
      stdout: 'terraform apply ended with exit status 1.\n',
    });
  });
});

describe('before anything is planned', () => {
  const named = checkSettings({ ...fullSettings, name: 'commands-test', protectData: false }, 'the settings of a test');
  const left = path.resolve(`terraform.${named.name}.tfstate`);
  const calls = path.join(directory, 'calls');
  const arn = (region: string): string => `arn:aws:dynamodb:${region}:111122223333:table/t`;

  /** A Terraform whose state holds a table in a Region, and a topic made by the provider of another. */
  const pretendDeployed = (home: string, alias: string): void => {
    const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
    const resource = { mode: 'managed', name: 'x', provider };
    const resources = [
      { ...resource, type: 'aws_dynamodb_table', instances: [{ attributes: { arn: arn(home) } }] },
      { ...resource, type: 'aws_sns_topic', provider: `${provider}.${alias}`, instances: [{ attributes: {} }] },
      { ...resource, type: 'aws_partition', mode: 'data', instances: [{ attributes: {} }] },
    ];
    fs.writeFileSync(path.join(directory, 'state.json'), JSON.stringify({ version: 4, resources }));
    pretend(`
      echo "$@" | sed 's/-chdir=[^ ]* *//' >> ${calls}
      case "$2" in
        state) cat ${path.join(directory, 'state.json')} ;;
        init) ;;
        *) echo '{"terraform_version":"1.11.4"}' ;;
      esac`);
  };
  const providers = () => {
    const stack = path.join(directory, 'cdktf.out/stacks', named.name, 'cdk.tf.json');
    return JSON.parse(fs.readFileSync(stack, 'utf8')).provider.aws.map(({ region }: { region: string }) => region);
  };

  beforeEach(() => {
    process.env.CDKTF_OUTDIR = path.join(directory, 'cdktf.out');
    process.env.WHO_CHANGED_DIST = path.join(directory, 'dist');
    fs.writeFileSync(calls, '');
  });
  afterEach(() => {
    for (const name of ['CDKTF_OUTDIR', 'WHO_CHANGED_DIST', 'TERRAFORM_BINARY_NAME']) delete process.env[name];
    for (const file of [left, `${left}.moved`]) fs.rmSync(file, { force: true });
  });

  it('a Region that was left out of the settings keeps its provider, or nothing there could be removed', async () => {
    pretendDeployed(named.region, 'ap-south-1');
    await prepare(named);
    expect(providers()).toEqual([named.region, ...named.furtherRegions, 'ap-south-1']);
    expect(fs.readFileSync(calls, 'utf8')).toContain('init -upgrade -input=false');
  });

  it('another home Region is refused: all that is deployed would be forgotten', async () => {
    pretendDeployed('us-east-1', 'us-west-2');
    await expect(prepare(named)).rejects.toThrow('is deployed to us-east-1, and the settings say eu-central-1');
  });

  it('a state in a file is not left behind for another place, and is moved when that is said', async () => {
    pretendDeployed(named.region, 'us-west-2');
    fs.writeFileSync(left, '{}');
    const elsewhere = { ...named, backend: { gcs: { bucket: 'states' } } };
    await expect(prepare(elsewhere)).rejects.toThrow('--migrate-state moves it there');
    expect(fs.readFileSync(calls, 'utf8')).toBe('');
    await prepare(elsewhere, { migrateState: true, autoApprove: true });
    expect(fs.readFileSync(calls, 'utf8').match(/^init.*$/gm)).toEqual([
      'init -upgrade -input=false -reconfigure',
      'init -upgrade -migrate-state -force-copy',
    ]);
    expect([fs.existsSync(left), fs.existsSync(`${left}.moved`)]).toEqual([false, true]);
  });

  it('a state in that very file is left where it is, however the settings say so', async () => {
    pretendDeployed(named.region, 'us-west-2');
    fs.writeFileSync(left, '{}');
    await prepare({ ...named, backend: { local: { path: path.basename(left) } } }, { migrateState: true });
    expect(fs.existsSync(left)).toBe(true);
  });

  it('a trail that was left out while its bucket is kept is refused', () => {
    const { trail: _trail, ...without } = named;
    const bucket = (force_destroy: boolean) => [
      { type: 'aws_s3_bucket', address: 'aws_s3_bucket.x', attributes: { bucket: 'log-files', force_destroy } },
    ];
    expect(() => refuseForgottenTrail(without, bucket(false))).toThrow(
      'log-files of the trail is deployed and protected',
    );
    expect(() => refuseForgottenTrail(without, bucket(true))).not.toThrow();
    expect(() => refuseForgottenTrail(named, bucket(false))).not.toThrow();
    expect(() => refuseForgottenTrail(without, [])).not.toThrow();
  });
});

it('says so where npm kept a flag for itself, before anything is done', () => {
  const env = { ...process.env, npm_config_auto_approve: 'true' };
  const command = ['--require', 'tsx/cjs', 'infra/command.ts', 'destroy'];
  const { status, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining('Say npm run destroy -- --auto-approve'),
  });
});
