/**
 * Every diagnostic of the checker, by its stable code, with its severity. `not-supported` is a warning where a construct is declared and an
 * error where something reaches it: its severity is given with the report.
 */
export const codes = {
  // names
  'unknown-name': 'error',
  'unknown-connector': 'error',
  'unknown-instance': 'error',
  'unknown-endpoint': 'error',
  'unknown-entity': 'error',
  'unknown-field': 'error',
  'unknown-parameter': 'error',
  'unknown-function': 'error',
  'unknown-auth': 'error',
  'unknown-setting': 'error',
  'unknown-attribute': 'error',
  'unknown-file': 'error',
  'unknown-flow': 'error',
  'duplicate-name': 'error',
  'unused-use': 'warning',
  'unused-entity': 'hint',
  // values and types
  'missing-setting': 'error',
  'missing-argument': 'error',
  'surplus-argument': 'error',
  'missing-field': 'error',
  'surplus-field': 'error',
  'wrong-type': 'error',
  'may-be-null': 'error',
  'missing-case': 'error',
  'circular': 'error',
  'wrong-setting': 'error',
  'missing-comma': 'warning',
  'optional-in-type': 'error',
  'bad-escape': 'error',
  // connectors
  'missing-member': 'error',
  'missing-hosts': 'error',
  'base-not-in-hosts': 'error',
  'bad-pattern': 'error',
  'bad-version': 'error',
  'bad-status': 'error',
  'bad-duration': 'error',
  'bad-url': 'error',
  'plain-http': 'warning',
  'bad-path': 'error',
  'bad-value': 'error',
  'paging-without-records': 'error',
  'slot-not-sent': 'error',
  'secret-leaves': 'error',
  'body-not-allowed': 'error',
  'conflicting-members': 'error',
  // flows
  'no-source': 'error',
  'several-sources': 'error',
  'writes-here': 'error',
  'reads-here': 'error',
  'not-incremental': 'error',
  'no-start': 'warning',
  'misplaced-step': 'error',
  'misplaced-call': 'error',
  'unreachable': 'warning',
  'send-not-idempotent': 'warning',
  // patchbay.json
  'workspace-file': 'error',
  'unknown-member': 'warning',
  'secret-name-collision': 'error',
  'newer-version': 'error',
  'version-differs': 'warning',
  'secret-in-file': 'error',
  // comments that silence a warning
  'bad-ignore': 'warning',
  // what is not there yet
  'not-supported': 'warning',
  'syntax': 'error',
} as const satisfies Record<string, 'error' | 'warning' | 'hint'>;

export type DiagnosticCode = keyof typeof codes;
