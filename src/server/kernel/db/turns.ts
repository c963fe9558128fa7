import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Connections to the database are fewer than those who want one. They go to whoever came first, not to whoever asks first: a request
 * of twenty statements would else wait twenty times behind all others, and the slowest would be slower by far than they need be.
 */
interface Arrival {
  number: number | undefined;
}

const arrivals = new AsyncLocalStorage<Arrival>();
const requests = new WeakMap<object, Arrival>();
let arrived = 0;

/** Notes that a request has come; what `run` starts has its place in the order. */
export function arrive(request: object, run: () => void): void {
  const arrival = { number: ++arrived };
  requests.set(request, arrival);
  arrivals.run(arrival, run);
}

/** It is answered: what it may have set off, such as an import, has no place before others. */
export function leave(request: object): void {
  const arrival = requests.get(request);
  if (arrival) arrival.number = undefined;
}

interface Waiting {
  number: number;
  go: () => void;
}

/**
 * Hands out places. What serves no request queues as it asks.
 * @param patience milliseconds after which waiting is given up; none: never
 */
export function createTurns(places: number, patience?: number) {
  let free = places;
  const waiting: Waiting[] = [];
  const leaveQueue = (one: Waiting): void => void waiting.splice(waiting.indexOf(one), 1);
  const queue = (number: number): Promise<void> =>
    new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const one: Waiting = { number, go: () => (clearTimeout(timer), resolve()) };
      if (patience !== undefined)
        timer = setTimeout(() => {
          leaveQueue(one);
          reject(new Error(`no connection to the database became free within ${patience} ms`));
        }, patience);
      const behind = waiting.findLastIndex((other) => other.number <= number);
      waiting.splice(behind + 1, 0, one);
    });
  return {
    /** @returns what gives the place back, to be called once */
    async take(): Promise<() => void> {
      if (free > 0) free--;
      else await queue(arrivals.getStore()?.number ?? ++arrived);
      return () => {
        const next = waiting.shift();
        if (next) next.go();
        else free++;
      };
    },
  };
}
