import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

export interface OpenPort {
  /** As the system writes it: `127.0.0.1`, `*`, `::`. */
  readonly address: string;
  readonly port: number;
}

const isLinux = fs.existsSync('/proc/net/tcp');

/** A process and all that it started. */
const familyOf = (pid: number): readonly number[] => {
  const parents = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of a program may hold brackets and spaces.
        const [, parent] = (fs.readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
        return [{ pid: Number(name), parent: Number(parent) }];
      } catch {
        return [];
      }
    });
  const family = [pid];
  for (const member of family)
    family.push(...parents.filter(({ parent }) => parent === member).map(({ pid: child }) => child));
  return family;
};

const socketsOf = (pid: number): readonly string[] => {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
};

const LISTENING = '0A';
/** `0100007F` is 127.0.0.1. */
const addressOf = (hex: string): string =>
  hex.length === 8
    ? (hex.match(/../g) ?? [])
        .reverse()
        .map((byte) => Number.parseInt(byte, 16))
        .join('.')
    : `v6 ${hex}`;

const fromProc = (pid: number): readonly OpenPort[] => {
  const own = new Set(familyOf(pid).flatMap(socketsOf));
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    (fs.existsSync(table) ? fs.readFileSync(table, 'utf8').trim().split('\n').slice(1) : []).flatMap((row) => {
      const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      if (state !== LISTENING || !own.has(inode)) return [];
      return [{ address: addressOf(address), port: Number.parseInt(port, 16) }];
    }),
  );
};

const fromLsof = (pid: number): readonly OpenPort[] =>
  execFileSync('lsof', ['-nP', '-a', '-iTCP', '-sTCP:LISTEN', '-Fn', '-p', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, address, port] = /^n(.*):(\d+)$/.exec(line) ?? [];
      return address === undefined ? [] : [{ address, port: Number(port) }];
    });

/** Every TCP port on which a process, or one that it started, listens, as the system knows it: nobody has to name them. */
export const openPorts = (pid: number): readonly OpenPort[] => (isLinux ? fromProc(pid) : fromLsof(pid));
