import { MultipartParseError, parseMultipart } from '@remix-run/multipart-parser';
import { UnreadableBodyError } from '../providers/provider.ts';
import { utf8Of } from './json-body.ts';

/** The fields of a form-encoded body, names as they stand, such as `response[score]`; of a repeated one the last. */
export function readForm(body: Buffer): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(utf8Of(body)));
}

/**
 * The text fields of a multipart body; files are left out. @param contentType the header, with its boundary
 * @throws UnreadableBodyError
 */
export function readMultipart(body: Buffer, contentType: string | undefined): ReadonlyMap<string, string> {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  const given = boundary?.[1] ?? boundary?.[2] ?? boundaryIn(body);
  if (given === undefined) throw new UnreadableBodyError('body: expected multipart with a boundary');
  try {
    return fieldsOf(body, given);
  } catch (error) {
    if (error instanceof MultipartParseError) throw new UnreadableBodyError('body: expected multipart');
    throw error;
  }
}

function fieldsOf(body: Buffer, boundary: string): ReadonlyMap<string, string> {
  const limits = { maxFileSize: body.length + 1, maxTotalSize: body.length + 1 };
  const fields = new Map<string, string>();
  for (const part of parseMultipart(body, { boundary, ...limits }))
    if (part.name !== undefined && part.filename === undefined)
      fields.set(part.name, utf8Of(Buffer.from(part.bytes)));
  return fields;
}

/** A body from a file comes without its header; its first line is the boundary. */
function boundaryIn(body: Buffer): string | undefined {
  return /^--([^\r\n]{1,70})\r?\n/.exec(body.subarray(0, 100).toString('latin1'))?.[1];
}
