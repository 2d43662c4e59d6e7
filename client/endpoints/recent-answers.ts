/** Answers of endpoints that were tried in this window, as JSON: the last one of each, and of the last few endpoints. */
export interface RecentAnswers {
  keep(endpoint: { connector: string; endpoint: string }, json: string): void;
  of(endpoint: { connector: string; endpoint: string }): string | undefined;
}

const most = 20;

/** Keeps them in memory only: they are records of somebody's system. */
export function recentAnswers(): RecentAnswers {
  const answers = new Map<string, string>();
  const key = ({ connector, endpoint }: { connector: string; endpoint: string }): string => `${connector}.${endpoint}`;
  return {
    keep(endpoint, json) {
      answers.delete(key(endpoint));
      answers.set(key(endpoint), json);
      if (answers.size > most) answers.delete(answers.keys().next().value!);
    },
    of: (endpoint) => answers.get(key(endpoint)),
  };
}
