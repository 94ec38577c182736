import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { AROUND_SHORTCUT, ASK_SHORTCUT, COMMANDS } from '../bot/slack/commands';
import { writeDevelopmentManifest } from '../infra/commands/manifest';
import schema from './support/slack-manifest.schema.json';

interface SlashCommand {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  readonly url: string;
  readonly should_escape: boolean;
}

const text = fs.readFileSync(path.join(__dirname, '../manifest.yml'), 'utf8');
const manifest = parse(text);
const commands: SlashCommand[] = manifest.features.slash_commands;
const isValid = new Ajv({ strict: false, allErrors: true, formats: { uri: URL.canParse } }).compile(schema);

describe('the manifest', () => {
  it("is valid by Slack's own schema", () => {
    isValid(manifest);
    expect(isValid.errors ?? []).toEqual([]);
  });

  it.each([
    [
      'a command of 33 letters',
      (wrong: typeof manifest) => (wrong.features.slash_commands[0].command = `/${'x'.repeat(32)}`),
    ],
    ['an unknown setting', (wrong: typeof manifest) => (wrong.setting = {})],
    ['a name of 36 letters', (wrong: typeof manifest) => (wrong.display_information.name = 'x'.repeat(36))],
  ])('would be refused with %s', (_what, spoil) => {
    const wrong = parse(text);
    spoil(wrong);
    expect(isValid(wrong)).toBe(false);
  });

  it('declares the commands that the app answers, in the same words', () => {
    const declared = commands.map(({ command, description, usage_hint }) => ({ command, description, usage_hint }));
    const answered = COMMANDS.map(({ command, description, usageHint }) => ({
      command,
      description,
      usage_hint: usageHint,
    }));
    expect(declared).toEqual(answered);
  });

  it('declares the shortcuts that the app answers, in the same words and short enough', () => {
    const shortcuts = [
      { ...AROUND_SHORTCUT, type: 'message' },
      { ...ASK_SHORTCUT, type: 'global' },
    ];
    expect(manifest.features.shortcuts).toEqual(
      shortcuts.map(({ callbackId, name, description, type }) => ({
        name,
        type,
        callback_id: callbackId,
        description,
      })),
    );
    for (const { name, description } of shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });

  it('has a Home tab, and is told when somebody opens it', () => {
    expect(manifest.features.app_home.home_tab_enabled).toBe(true);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_home_opened', 'app_mention']);
  });

  it('asks for nine scopes and no more', () => {
    expect(manifest.oauth_config.scopes).toEqual({
      bot: [
        ...['app_mentions:read', 'commands', 'chat:write', 'users:read', 'users:read.email', 'im:write', 'files:write'],
        ...['channels:read', 'groups:read'],
      ],
    });
  });

  it('lets the bot write to people, who can not write back', () => {
    expect(manifest.features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    });
  });

  it('has buttons on, and socket mode, token rotation and org-wide deployment off', () => {
    expect(manifest.settings).toMatchObject({
      interactivity: { is_enabled: true },
      socket_mode_enabled: false,
      token_rotation_enabled: false,
      org_deploy_enabled: false,
    });
  });

  it('sends everything to one address, on the only path that is open', () => {
    const { interactivity, event_subscriptions } = manifest.settings;
    const { request_url, message_menu_options_url } = interactivity;
    const urls = [
      request_url,
      message_menu_options_url,
      event_subscriptions.request_url,
      ...commands.map(({ url }) => url),
    ];
    expect(new Set(urls)).toEqual(new Set(['https://example.com/slack/events']));
  });

  it('keeps what it is called within what Slack shows', () => {
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
    expect(manifest.features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  });
});

describe.each(commands)('$command', (command) => {
  it('is short enough, explained, and gets its mentions with ids', () => {
    expect(command.command).toMatch(/^\/[a-z-]{1,31}$/);
    expect(command.description.length).toBeLessThanOrEqual(2000);
    expect(command.usage_hint.length).toBeLessThanOrEqual(1000);
    expect(command.should_escape).toBe(true);
  });
});

describe('the manifest for development', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'manifest-'));
  const development = parse(fs.readFileSync(writeDevelopmentManifest(folder), 'utf8'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("is valid by Slack's own schema, by Socket Mode, and holds no address", () => {
    isValid(development);
    expect(isValid.errors ?? []).toEqual([]);
    expect(development.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(development)).not.toContain('example.com');
    expect(development.display_information.name.length).toBeLessThanOrEqual(35);
  });

  it('is the same app in all else', () => {
    expect(development.oauth_config).toEqual(manifest.oauth_config);
    expect(development.features.shortcuts).toEqual(manifest.features.shortcuts);
    expect(development.features.slash_commands.map(({ command }: SlashCommand) => command)).toEqual(
      commands.map(({ command }) => command),
    );
  });
});
