import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { CONFIG_FILE, loadSettings } from '../../infra/load-settings';
import { checkSettings, regionsOf } from '../../infra/settings';
import { bareSettings, fullSettings, INSTANCE_ARN } from '../support/synthesized-stack';

const mistakes = (given: unknown): string[] => {
  try {
    checkSettings(given, 'ours.config.ts');
    return [];
  } catch (error) {
    const [head, ...lines] = String((error as Error).message).split('\n');
    expect(head).toBe("ours.config.ts can't be deployed:");
    return lines.map((line) => line.trim());
  }
};

describe('a configuration', () => {
  it('can be deployed as it comes', () => {
    expect(loadSettings(CONFIG_FILE)).toMatchObject({ name: 'connect-who-changed', protectData: true });
  });

  it('has its usual values filled in', () => {
    expect(checkSettings(bareSettings, 'x')).toEqual({
      ...bareSettings,
      instanceArns: [],
      furtherRegions: [],
      logRetentionDays: 90,
      protectData: true,
      tags: {},
    });
  });

  it.each([
    [{ s3: { bucket: 'states', region: 'eu-central-1', key: 'ours/state', kms_key_id: 'alias/ours', encrypt: true } }],
    [{ gcs: { bucket: 'states', kms_encryption_key: 'projects/p/locations/l/keyRings/r/cryptoKeys/k' } }],
    [{ cloud: { organization: 'ours', workspaces: { name: 'who-changed' } } }],
  ])('may name a backend by what is no credential: %j', (backend) => {
    expect(mistakes({ ...fullSettings, backend })).toEqual([]);
  });

  it.each([
    { channels: ['C0123456789'] },
    { users: ['W0123456789'] },
    { guests: true },
    { teams: ['T0123456789', 'E0123456789'] },
    { sharedChannels: ['C0123456789'] },
  ])('takes %j as askers', (askers) => {
    expect(mistakes({ ...bareSettings, askers })).toEqual([]);
  });

  it('leaves out what is undefined', () => {
    expect(checkSettings({ ...bareSettings, trail: undefined }, 'x')).not.toHaveProperty('trail');
  });

  it('is left as it is where everything is given', () => {
    expect(checkSettings(fullSettings, 'x')).toEqual(fullSettings);
  });

  it.each<[string, Record<string, unknown>]>([
    ['name', { name: 'Who Changed' }],
    ['name', { name: 'n'.repeat(33) }],
    ['name', { name: undefined }],
    ['name', { name: 'ab' }],
    ['name', { name: 'my--bot' }],
    ['name', { name: 'bot-' }],
    ['instanceArns', { instanceArns: Array.from({ length: 21 }, () => INSTANCE_ARN) }],
    ['instanceArns', { instanceArns: [INSTANCE_ARN, INSTANCE_ARN.replace('111122223333', '444455556666')] }],
    ['region', { region: 'Frankfurt' }],
    ['instanceArns[0]', { instanceArns: ['0a1b2c3d-0000-4000-8000-000000000001'] }],
    ['instanceArns', { instanceArns: INSTANCE_ARN }],
    ['furtherRegions[1]', { furtherRegions: ['us-west-2', 'Oregon'] }],
    ['askers', { askers: {} }],
    ['askers', { askers: ['C0123456789'] }],
    ['askers.channels[0]', { askers: { channels: ['#ops'] } }],
    ['askers.users[0]', { askers: { users: ['@ann'] } }],
    ['askers', { askers: { channels: [] } }],
    ['askers', { askers: { users: [], teams: ['T0123456789'] } }],
    ['askers.teams[0]', { askers: { teams: ['acme'] } }],
    ['askers.guests', { askers: { guests: 'yes' } }],
    ['askers.sharedChannels[0]', { askers: { sharedChannels: ['#partner'] } }],
    ['askers.guest', { askers: { guests: true, guest: true } }],
    ['trail', { trail: true }],
    ['trail.retentionDays', { trail: { retentionDays: 0 } }],
    ['alarmEmail', { alarmEmail: 'oncall' }],
    ['indexRetentionDays', { indexRetentionDays: 0 }],
    ['indexRetentionDays', { indexRetentionDays: 3651 }],
    ['indexRetentionDays', { indexRetentionDays: 1.5 }],
    ['logRetentionDays', { logRetentionDays: 8 }],
    ['protectData', { protectData: 'no' }],
    ['tags', { tags: { 'aws:team': 'x' } }],
    ['tags.Team', { tags: { Team: 5 } }],
    ['tags.Team', { tags: { Team: 'a&b' } }],
    ['tags.Team', { tags: { Team: 'x'.repeat(257) } }],
    ['tags', { tags: { project: 'cc' } }],
    ['tags', { tags: { Team: 'a', team: 'b' } }],
    ['tags', { tags: { '': 'a' } }],
    ['tags', { tags: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`t${n}`, 'x'])) }],
    ['backend', { backend: {} }],
    ['backend', { backend: { s3: {}, gcs: {} } }],
    ['backend', { backend: { s3: { bucket: 'states', secret_key: 'planted' } } }],
    ['backend', { backend: { s3: { sse_customer_key: 'planted' } } }],
    ['backend', { backend: { s3: { assume_role_with_web_identity: { web_identity_token: 'planted' } } } }],
    ['backend', { backend: { azurerm: { client_certificate_password: 'planted' } } }],
    ['backend', { backend: { local: {} } }],
    ['backend.s3', { backend: { s3: 'states' } }],
  ])('with a mistake in %s is refused by that name, whatever else it says', (setting, change) => {
    const found = mistakes({ ...fullSettings, ...change });
    expect(found).toEqual([expect.stringContaining(`${setting}: `)]);
    expect(found.join()).not.toContain('planted');
  });

  it('is told all of its mistakes at once', () => {
    expect(mistakes({ name: '-', region: 'x', askers: { channels: ['x'], users: ['x'] } })).toHaveLength(4);
  });

  it.each([
    [{ nmae: 'x' }, 'nmae: there is no such setting, was name meant?'],
    [{ instanceArn: [] }, 'instanceArn: there is no such setting, was instanceArns meant?'],
    [{ stateBucket: {} }, 'stateBucket: there is no such setting'],
    [{ digest: {} }, 'digest: there is no such setting'],
  ])('with a setting that nobody knows is told which may have been meant', (extra, line) => {
    expect(mistakes({ ...fullSettings, ...extra })).toEqual([line]);
  });

  it.each([[undefined], [5], [null], [[]]])('that is no object (%p) is told what it should be', (given) => {
    expect(mistakes(given)).toEqual(['export default: an object of settings, as infra/settings.ts lists them']);
  });

  it('that is not there is told where it was looked for', () => {
    expect(() => loadSettings('elsewhere.config.ts')).toThrow('There is no elsewhere.config.ts');
  });

  it('can be any file', () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'config-')), 'staging.config.ts');
    fs.writeFileSync(file, "export default { name: 'staging', region: 'us-west-2' };\n");
    expect(loadSettings(file)).toMatchObject({ name: 'staging', region: 'us-west-2' });
  });
});

it('reads the home Region first, then those of the instances, then further ones, each once', () => {
  const elsewhere = INSTANCE_ARN.replace('eu-central-1', 'ap-northeast-1');
  const furtherRegions = ['us-west-2', 'ap-northeast-1', 'eu-central-1'];
  const settings = checkSettings({ ...fullSettings, instanceArns: [INSTANCE_ARN, elsewhere], furtherRegions }, 'x');
  expect(regionsOf(settings)).toEqual(['eu-central-1', 'ap-northeast-1', 'us-west-2']);
});
