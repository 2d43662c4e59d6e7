// Which of several ways a text goes on is decided by functions that Chevrotain makes for each choice of the grammar when a parser is made: most of
// what a start takes of it. A file meets some of the choices; here each function is made where its choice is first met.

/** What stands in the parser for the function of a choice; it puts the function into its own place. */
type Decide = (this: unknown, alternatives?: unknown) => unknown;

interface Strategy {
  initialize?(options: unknown): void;
  buildLookaheadForAlternation(options: unknown): Decide;
  buildLookaheadForOptional(options: unknown): Decide;
}

interface LookingParser {
  lookaheadStrategy: Strategy;
  setLaFuncCache(rule: number, key: number, decide: Decide): void;
}

/** Changes one parser, in place; to be called before it is finished. */
export function lookAheadWhenMet(chevrotain: unknown): void {
  const parser = chevrotain as LookingParser;
  const { lookaheadStrategy: strategy } = parser;
  const places = new WeakMap<Decide, (made: Decide) => void>();
  let isReady = false;
  let initialize = (): void => undefined;

  const whenMet = (make: () => Decide): Decide => {
    let made: Decide | undefined;
    const decide: Decide = function (alternatives) {
      if (!isReady) initialize();
      isReady = true;
      // A loop has it in hand and goes on with it.
      if (made === undefined) places.get(decide)?.(made = make());
      return made!.call(this, alternatives);
    };
    return decide;
  };
  parser.lookaheadStrategy = Object.assign(Object.create(strategy) as Strategy, {
    initialize: (options: unknown): void => { initialize = () => strategy.initialize?.(options); },
    buildLookaheadForAlternation: (options: unknown) => whenMet(() => strategy.buildLookaheadForAlternation(options)),
    buildLookaheadForOptional: (options: unknown) => whenMet(() => strategy.buildLookaheadForOptional(options)),
  });
  const setLaFuncCache = parser.setLaFuncCache.bind(parser);
  parser.setLaFuncCache = (rule, key, decide) => {
    places.set(decide, (made) => setLaFuncCache(rule, key, made));
    setLaFuncCache(rule, key, decide);
  };
}
