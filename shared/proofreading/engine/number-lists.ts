/** Many short lists of small numbers in one array: list `i` stands at [starts[i], starts[i + 1]) of `numbers`. */
export class NumberLists {
  readonly starts: Uint32Array;
  readonly numbers: Uint16Array;

  /** Numbers below 65,536. */
  constructor(lists: readonly (readonly number[])[]) {
    this.starts = new Uint32Array(lists.length + 1);
    this.numbers = new Uint16Array(lists.reduce((sum, list) => sum + list.length, 0));
    let end = 0;
    lists.forEach((list, index) => {
      this.numbers.set(list, end);
      end += list.length;
      this.starts[index + 1] = end;
    });
  }
}
