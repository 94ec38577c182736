import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { hasBodyUpTo } from '../own-requests';

/** A file as it hangs on a message. */
export interface StandInFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Where the page downloads it. */
  readonly url: string;
}

interface Upload {
  readonly name: string;
  /** Its bytes, as announced. */
  readonly length: number;
  content?: Buffer;
}

/** The files that the bot sends: announced, uploaded to an address of their own, then shared in a channel. */
export const createFiles = () => {
  const uploads = new Map<string, Upload>();
  /** By the secret part of the address where it is uploaded; the page knows the id. */
  const expected = new Map<string, Upload>();
  return {
    /** Gives the id by which the file is shared, and the secret part of the address where it is uploaded. */
    announce: (name: string, length: number): { readonly id: string; readonly secret: string } => {
      const id = `F${randomBytes(6).toString('hex').toUpperCase()}`;
      const secret = randomBytes(16).toString('hex');
      const upload = { name, length };
      uploads.set(id, upload);
      expected.set(secret, upload);
      return { id, secret };
    },
    /** How long the file is that is awaited there. */
    lengthOf: (secret: string): number | undefined => expected.get(secret)?.length,
    keep: (secret: string, content: Buffer): void => {
      const upload = expected.get(secret);
      if (upload !== undefined) upload.content = content;
    },
    /** A file that was uploaded whole. */
    find: (id: string): { readonly file: StandInFile; readonly content: Buffer } | undefined => {
      const upload = uploads.get(id);
      if (upload?.content === undefined) return undefined;
      const { name, content } = upload;
      return { file: { id, name, size: content.length, url: `/api/files/${id}` }, content };
    },
  };
};

export type Files = ReturnType<typeof createFiles>;

const rawBody = async (request: Request): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** The uploaded content: the web client sends it as the one part of a form, others as it is. */
const uploadedContent = async (request: Request): Promise<Buffer> => {
  const raw = await rawBody(request);
  const type = request.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return raw;
  const form = await new globalThis.Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
  for (const [, part] of form)
    return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
  return Buffer.alloc(0);
};

/** What a form puts around the file: its boundaries, and the file's name. */
const FORM_BYTES = 4_096;

/** Only where a file is awaited, and no longer than it was announced: of anything else nothing is read. */
export const takeUpload = (files: Files) => async (request: Request, response: Response) => {
  const secret = String(request.params.secret);
  const length = files.lengthOf(secret);
  const refuse = (status: number, text: string) =>
    response.status(status).set('connection', 'close').type('text').send(text);
  if (length === undefined) return refuse(404, 'no such upload');
  if (!hasBodyUpTo(length + FORM_BYTES, request.headers)) return refuse(413, 'longer than announced');
  const content = await uploadedContent(request);
  files.keep(secret, content);
  response.type('text').send(`OK - ${content.length}`);
};

/** The file itself, always as a download: nothing in it is shown as a page. */
export const giveFile = (files: Files) => (request: Request, response: Response) => {
  const found = files.find(String(request.params.id));
  if (found === undefined) return void response.status(404).json({ error: 'There is no such file.' });
  response.attachment(found.file.name).type('application/octet-stream').send(found.content);
};
