/** What the bot calls over HTTP: methods of the Web API, a response_url, and the address that takes an uploaded file. */
export type SlackAddress = 'Web API' | 'response_url' | 'upload';

const WEB_API = 'https://slack.com/api/';
/** GovSlack's beside Slack's own. No other host of a response_url is known. */
const RESPONSE_URLS = ['https://hooks.slack.com/', 'https://hooks.slack-gov.com/'];
/** Slack names one host (files.slack.com) in its examples only; the client sends the bot token there, so it has to be one of Slack's. */
const UPLOADS = /^https:\/\/(?:[a-z0-9-]+\.)*slack(?:-gov)?\.com\//;
const THIS_MACHINE = ['127.0.0.1', 'localhost', '[::1]'];

/** A Web API that is not Slack's own takes the bot token, so it is reached by https, or on this machine, where a stand-in plays Slack. */
export const isWebApiUrl = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return username === '' && password === '' && (protocol === 'https:' || standInOf(address) !== undefined);
};

/** The origin of a stand-in for Slack: response_urls and uploads are below it, too. */
const standInOf = (slackApiUrl: string): string | undefined => {
  const { protocol, hostname, origin } = new URL(slackApiUrl);
  return protocol === 'http:' && THIS_MACHINE.includes(hostname) ? origin : undefined;
};

/** Both as it is written and as it is understood: look-alikes, capitals and dots that lead elsewhere are none of Slack's. */
const isBelow = (prefix: string, address: string): boolean =>
  address.startsWith(prefix) && new URL(address).href.startsWith(new URL(prefix).href);

/** Whether the bot may call an address for that purpose. `slackApiUrl` is where the Web API is, where that is not Slack's own. */
export const isSlackAddress = (address: string, what: SlackAddress, slackApiUrl = WEB_API): boolean => {
  if (!URL.canParse(address) || !isWebApiUrl(slackApiUrl)) return false;
  const standIn = standInOf(slackApiUrl);
  switch (what) {
    case 'Web API':
      return isBelow(slackApiUrl.replace(/\/?$/, '/'), address);
    case 'response_url':
      return [...RESPONSE_URLS, ...(standIn === undefined ? [] : [`${standIn}/response/`])].some((prefix) =>
        isBelow(prefix, address),
      );
    case 'upload':
      return UPLOADS.test(address) || (standIn !== undefined && isBelow(`${standIn}/upload/`, address));
  }
};

/**
 * A fetch that calls Slack for these purposes and nobody else, and follows no redirect: addresses come in requests, out of the queue
 * and in answers. What it refuses it names by the host, since the rest of a response_url is a secret.
 */
export const slackFetch =
  (purposes: readonly SlackAddress[], slackApiUrl?: string) =>
  async (url: string | URL, init?: RequestInit): Promise<Response> => {
    const address = String(url);
    if (!purposes.some((what) => isSlackAddress(address, what, slackApiUrl))) {
      const host = (URL.canParse(address) && new URL(address).hostname) || 'none';
      throw new Error(`An address that is not Slack’s was not called. Its host: ${host}.`);
    }
    return fetch(address, { ...init, redirect: 'error' });
  };
