/** Knows on which line an offset of a stream lies, while the stream goes by: the CSV parser miscounts CRLF. */
export class LineCounter {
  private seen = 0;
  private passed = 0;
  /** Offsets after the line breaks that nobody has asked beyond yet. */
  private breaks: number[] = [];

  /** Takes the next bytes of the stream. */
  add(chunk: Buffer): void {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1))
      this.breaks.push(this.seen + at + 1);
    this.seen += chunk.length;
  }

  /** The number of lines that end at or before an offset. Offsets may only grow. */
  linesBefore(offset: number): number {
    const open = this.breaks.findIndex((end) => end > offset);
    const ended = open === -1 ? this.breaks.length : open;
    this.breaks.splice(0, ended);
    this.passed += ended;
    return this.passed;
  }
}
