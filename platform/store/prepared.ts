/**
 * Statements that are put together once. The query builder costs the platform's own thread more than the driver does
 * (docs/scaling.md): for what runs at every submission it works at the first call only, and what it compiled is sent again
 * with other values. Nothing is kept in the database's session, so that a pooler in transaction mode may stand between.
 */
import type { CompiledQuery, QueryResult } from "kysely";
import { markBrief } from "./brief";
import { type Coming, readLater } from "./coming";
import type { Database, Work } from "./tables";

/** Stands for a value while the statement is compiled. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Has every value there is, and so cannot be copied as a whole. */
const slots = new Proxy(
  {},
  {
    get: (_, name) => new Slot(String(name)),
    ownKeys: () => {
      throw new TypeError("the values of a prepared statement are read by name");
    },
  },
);

type Build<V, R> = (on: Database | Work, values: V) => CompiledQuery<R>;

export type Prepared<V, R> = (on: Database | Work, values: V) => Promise<QueryResult<R>>;

/**
 * `build` must read each value by name and hand it on as it is: its statement may not depend on any of them. Outside of a
 * transaction it must be brief: other requests' statements may wait for it (brief.ts).
 * @throws TypeError at a value that is missing
 */
export function prepared<V extends object, R>(build: Build<V, R>): Prepared<V, R> {
  const make = maker(build);
  return async (on, values) => {
    const query = make(on, values);
    markBrief(query);
    return on.executeQuery(query);
  };
}

/**
 * The same for a statement whose answer is read after a later statement of the transaction was waited for, or not at all: it
 * may be sent with that one (coming.ts). That it failed is told there, or by the commit.
 */
export function preparedAhead<V extends object, R>(build: Build<V, R>): (work: Work, values: V) => Promise<Coming<R>> {
  const make = maker(build);
  return async (work, values) => {
    const query = make(work, values);
    const answer = readLater(query);
    const { rows } = await work.executeQuery(query);
    if (!answer.isHeld) answer.take(rows);
    return answer;
  };
}

/** Each call answers a statement of its own: what a driver notes of one is of that one alone. */
function maker<V extends object, R>(build: Build<V, R>): Build<V, R> {
  let known: CompiledQuery<R> | null = null;
  return (on, values) => {
    // Whoever looks at statements as they are made (chaos/, bench/) sees each of them.
    if (on.getExecutor().plugins.length > 0) return build(on, values);
    known ??= build(on, slots as V);
    return { ...known, parameters: filled(known.parameters, values) };
  };
}

function filled(parameters: readonly unknown[], values: object): readonly unknown[] {
  return parameters.map((parameter) => {
    if (!(parameter instanceof Slot)) return parameter;
    const value: unknown = Reflect.get(values, parameter.name);
    if (value === undefined) throw new TypeError(`no value for ${parameter.name}`);
    return value;
  });
}
