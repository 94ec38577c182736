import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';

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
  content?: Buffer;
}

/** The files that the bot sends: announced, uploaded to an address of their own, then shared in a channel. */
export const createFiles = () => {
  const uploads = new Map<string, Upload>();
  return {
    /** Gives the id by which the file is uploaded and shared. */
    announce: (name: string): string => {
      const id = `F${randomBytes(6).toString('hex').toUpperCase()}`;
      uploads.set(id, { name });
      return id;
    },
    keep: (id: string, content: Buffer): boolean => {
      const upload = uploads.get(id);
      if (upload === undefined) return false;
      upload.content = content;
      return true;
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

export const takeUpload = (files: Files) => async (request: Request, response: Response) => {
  const content = await uploadedContent(request);
  const isKnown = files.keep(String(request.params.id), content);
  response
    .status(isKnown ? 200 : 404)
    .type('text')
    .send(isKnown ? `OK - ${content.length}` : 'no such upload');
};

/** The file itself, always as a download: nothing in it is shown as a page. */
export const giveFile = (files: Files) => (request: Request, response: Response) => {
  const found = files.find(String(request.params.id));
  if (found === undefined) return void response.status(404).json({ error: 'There is no such file.' });
  response.attachment(found.file.name).type('application/octet-stream').send(found.content);
};
