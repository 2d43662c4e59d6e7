import { type AstNode, AstUtils } from 'langium';
import type { Call, Endpoint, FunctionDeclaration, InstanceReference } from '../generated/ast.ts';
import { walk } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import type { NodeCheck } from './check.ts';
import { keywordOf } from './connector-members.ts';
import { type Unsupported, unsupported } from './not-supported.ts';
import { reachOfEndpoint } from './reach.ts';
import { sentence } from './wording.ts';

/** Says once where a construct stands that this version does not carry out: a warning where it is only declared. */
export const checkSupport: NodeCheck<AstNode> = (node, report) => {
  const found = unsupported(node);
  if (found === undefined || isInside(node, found)) return;
  const severity = found.reach === 'step' ? 'error' : 'warning';
  report('not-supported', keywordOf(node), `${sentence(shown(found.feature))} is not supported yet.${severity === 'warning' ? ' What uses it will not run.' : ''}`, { severity });
};

/** Whether something around it is not supported either: that says it for all that is in it. */
function isInside(node: AstNode, found: Unsupported): boolean {
  for (let at = node.$container; at !== undefined; at = at.$container) {
    const around = unsupported(at);
    if (around !== undefined && (around.reach === 'step' || found.reach === 'declared')) return true;
  }
  return false;
}

/** Words of the language in backticks, descriptions as they are. */
function shown(feature: string): string {
  return feature.startsWith('a ') ? feature : `\`${feature}\``;
}

/** The first thing in some trees that is not supported, apart from what is already an error where it stands. */
function reachedUnsupported(roots: readonly AstNode[]): { feature: string; node: AstNode } | undefined {
  let first: { feature: string; node: AstNode } | undefined;
  for (const root of roots) {
    walk(root, (node) => {
      if (first !== undefined) return false;
      const found = unsupported(node);
      if (found?.reach === 'declared') first = { feature: found.feature, node };
      return undefined;
    });
    if (first !== undefined) return first;
  }
  return undefined;
}

const reached = new WeakMap<AstNode, { generation: number; found: { feature: string; node: AstNode } | undefined }>();

/** What calling an endpoint or a function reaches that is not supported: found once for each while no file changes. */
function needs(called: Endpoint | FunctionDeclaration, semantics: Semantics): { feature: string; node: AstNode } | undefined {
  const { generation } = semantics.index;
  const known = reached.get(called);
  if (known?.generation === generation) return known.found;
  const found = called.$type === 'Endpoint' ? reachedUnsupported(reachOfEndpoint(called, semantics.types)) : reachedUnsupported([called]) ?? usedTable(called, semantics);
  reached.set(called, { generation, found });
  return found;
}

/** At a step that calls an endpoint, or a table's name: an error where it reaches something that is not supported. */
export const checkCallSupport: NodeCheck<Call> = (node, report, semantics) => {
  const target = semantics.types.callTarget(node);
  if (target?.kind === 'endpoint' && target.use !== undefined) {
    const found = needs(target.endpoint, semantics);
    if (found !== undefined) tell(node.callee, `\`${target.endpoint.name}\` needs`, found);
  } else if (target?.kind === 'function') {
    const found = needs(target.function, semantics);
    if (found !== undefined && AstUtils.getContainerOfType(node, (at): at is AstNode => at.$type === 'Flow') !== undefined) tell(node.callee, `\`${target.function.name}\` needs`, found);
  }

  function tell(spot: AstNode, what: string, found: { feature: string; node: AstNode }): void {
    report('not-supported', { node: spot }, `${what} ${shown(found.feature)}, which is not supported yet.`, {
      severity: 'error', related: [{ spot: { node: found.node }, message: `${shown(found.feature)} stands here` }],
    });
  }
};

function usedTable(root: AstNode, semantics: Semantics): { feature: string; node: AstNode } | undefined {
  for (const node of AstUtils.streamAst(root)) {
    if (node.$type !== 'NameReference') continue;
    const symbol = semantics.resolve(node);
    if (symbol?.kind === 'table' && symbol.node !== undefined) return { feature: 'table', node: symbol.node };
  }
  return undefined;
}

/** At an instance that a flow uses: an error where its way of signing in is not supported. */
export const checkInstanceSupport: NodeCheck<InstanceReference> = (node, report, semantics) => {
  if (node.instance === undefined) return;
  const instance = semantics.index.instance(node.instance, node);
  const connector = instance?.connector === undefined ? undefined : semantics.index.connector(instance.connector, node);
  if (instance === undefined || connector === undefined) return;
  const auth = instance.auth === undefined ? [...connector.auths.values()][0] : connector.auths.get(instance.auth);
  const found = auth && reachedUnsupported([auth.node]);
  if (found === undefined) return;
  report('not-supported', { node, property: 'instance' }, `\`${node.instance}\` signs in with \`${auth!.node.name}\`, which needs ${shown(found.feature)}: that is not supported yet.`, {
    severity: 'error', related: [{ spot: { node: found.node }, message: `${shown(found.feature)} stands here` }],
  });
};
