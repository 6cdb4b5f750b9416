/**
 * CMPP frames: twelve bytes of header (total length, command, sequence; big-endian), then the body. TCP knows no
 * frames, so the reader gives the same ones however the stream was cut. It never throws: what is no frame is a fault.
 */

export interface Frame {
  readonly command: number;
  readonly sequence: number;
  readonly body: Buffer;
}

export interface FrameBatch {
  readonly frames: readonly Frame[];
  /** The stream can no longer be told apart; nothing after it counts. */
  readonly broken: boolean;
}

const HEADER = 12;
/** The longest frame of the protocol, a SUBMIT to a hundred numbers, has less than 3,500 bytes. */
const LONGEST = 4_096;

export function frameBytes({ command, sequence, body }: Frame): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(HEADER + body.length, 0);
  header.writeUInt32BE(command, 4);
  header.writeUInt32BE(sequence, 8);
  return Buffer.concat([header, body]);
}

/** A reader for one connection: takes what arrived, gives the frames that are whole. */
export function frameReader(): (chunk: Uint8Array) => FrameBatch {
  let rest: Buffer = Buffer.alloc(0);
  let broken = false;
  return (chunk) => {
    const frames: Frame[] = [];
    if (broken) return { frames, broken };
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0);
      if (length < HEADER || length > LONGEST) {
        broken = true;
        rest = Buffer.alloc(0);
        break;
      }
      if (rest.length < length) break;
      frames.push({
        command: rest.readUInt32BE(4),
        sequence: rest.readUInt32BE(8),
        body: rest.subarray(HEADER, length),
      });
      rest = rest.subarray(length);
    }
    return { frames, broken };
  };
}
