import { AstUtils, type AstNode } from 'langium';
import type { Auth, CatchBlock, Connector, EachResult, EachStep, Endpoint, Flow, FlowStep, FunctionDeclaration, Lambda, SendStep, Test, Trigger, TryStep, Upsert, Webhook } from '../generated/ast.ts';
import { authScope, connectorMemberScope, connectorScope, endpointScope, webhookScope } from './connector-scopes.ts';
import { authSymbols, documentSymbols } from './document-symbols.ts';
import { recordNames, stepScope } from './flow-scopes.ts';
import { given, type NameScope, scopeOf, symbolsOf } from './scope.ts';
import type { NamedSymbol } from './symbol.ts';
import { enclosing } from './walk.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** The counts of a run, LANGUAGE.md section 7, and what else `expect` knows of a flow's test. */
const flowOutcome = ['status', 'read', 'expanded', 'filtered', 'deduplicated', 'completed', 'rejected', 'inDoubt', 'sent', 'requests'] as const;
const endpointOutcome = [...flowOutcome, 'records', 'result'] as const;

export interface Scopes {
  /** The names that an expression at this node sees. */
  at(node: AstNode): NameScope;
  /** A flow of this file or of one that it imports. */
  flow(name: string, from: AstNode): Flow | undefined;
}

/** Scopes of values. A scope is made once for each place that has one of its own and kept as long as the workspace stays the same. */
export function createScopes(index: WorkspaceIndex, builtins: Map<string, NamedSymbol>): Scopes {
  let generation = -1;
  let made = new WeakMap<AstNode, NameScope>();
  const globals = scopeOf(undefined, builtins);

  function at(node: AstNode): NameScope {
    if (generation !== index.generation) {
      generation = index.generation;
      made = new WeakMap();
    }
    let child = node;
    for (let parent = node.$container; parent !== undefined; parent = parent.$container) {
      if (opens(parent, child)) return scopeFor(parent, child);
      child = parent;
    }
    return fileScope(child);
  }

  /** Scopes are keyed by the child: two members of one endpoint see different names. */
  function scopeFor(parent: AstNode, child: AstNode): NameScope {
    let scope = made.get(child);
    if (scope === undefined) {
      scope = make(parent, child);
      made.set(child, scope);
    }
    return scope;
  }

  function make(parent: AstNode, child: AstNode): NameScope {
    const around = (): NameScope => at(parent);
    switch (parent.$type) {
      case 'Lambda': return scopeOf(around(), symbolsOf((parent as Lambda).parameters, 'local', 'local'));
      case 'FunctionDeclaration': return scopeOf(around(), symbolsOf((parent as FunctionDeclaration).parameters, 'local', 'local'));
      case 'Flow': {
        const flow = parent as unknown as { parameters: (AstNode & { name: string })[]; steps: FlowStep[] };
        const parameters = scopeOf(around(), symbolsOf(flow.parameters, 'parameter', 'input'));
        return child.$containerProperty === 'steps' ? stepScope(parameters, flow.steps, child.$containerIndex ?? 0) : parameters;
      }
      case 'CatchBlock': return stepScope(catchScope(parent as CatchBlock, around()), (parent as CatchBlock).steps, child.$containerIndex ?? 0);
      case 'EachStep': return stepScope(scopeOf(around(), symbolsOf([(parent as EachStep).binding], 'step', 'record')), (parent as EachStep).steps, child.$containerIndex ?? 0);
      case 'RouteCase': case 'BranchArm': case 'TryStep': case 'LockStep': case 'Concurrency':
        return stepScope(around(), (parent as TryStep).steps, child.$containerIndex ?? 0);
      case 'SendStep': case 'Trigger': return scopeOf(around(), symbolsOf([(parent as SendStep | Trigger).binding], 'step', 'record'));
      case 'Endpoint': return child.$containerProperty === 'members' ? endpointScope(around(), parent as Endpoint, child) : around();
      case 'EachResult': return scopeOf(around(), symbolsOf([(parent as EachResult).item, (parent as EachResult).sent], 'local', 'record'));
      // The token answer is read inside of the braces of `oauth2`.
      case 'OAuth2': return scopeOf(around(), given(['status', 'header', 'body', 'request']));
      case 'Upsert': return scopeOf(around(), symbolsOf([(parent as Upsert).found], 'local', 'local'));
      case 'Auth': return authOf(parent as Auth, child, around());
      case 'Webhook': return child.$containerProperty === 'members' ? webhookScope(around(), parent as Webhook, child) : around();
      case 'Connector': return connectorMemberScope(wholeConnector(parent as Connector), parent as Connector, child);
      case 'Test': return testScope(parent as Test, child, around());
      default: return around();
    }
  }

  function wholeConnector(node: Connector): NameScope {
    let scope = made.get(node);
    if (scope === undefined) {
      const entry = index.enclosingConnector(node);
      const outer = fileScope(node.$container);
      scope = entry === undefined ? outer : connectorScope(outer, entry);
      made.set(node, scope);
    }
    return scope;
  }

  function authOf(node: Auth, member: AstNode, around: NameScope): NameScope {
    const auth = index.enclosingConnector(node)?.auths.get(node.name);
    // The second of two auths of one name, by mistake, has its own names too.
    return authScope(around, node, auth?.node === node ? auth : authSymbols(node), member);
  }

  function fileScope(root: AstNode): NameScope {
    let scope = made.get(root);
    if (scope === undefined) {
      const document = AstUtils.getDocument(root);
      const symbols = new Map<string, NamedSymbol>();
      for (const file of [documentSymbols(root), ...index.imports(document)]) {
        for (const more of [symbolsOf(file.functions.values(), 'function'), symbolsOf(file.tables.values(), 'table', 'record')]) {
          for (const [name, symbol] of more) if (!symbols.has(name)) symbols.set(name, symbol);
        }
      }
      scope = scopeOf(globals, symbols);
      made.set(root, scope);
    }
    return scope;
  }

  /** In `expect` the counts; in all items the aliases of the flow that is tested. */
  function testScope(test: Test, item: AstNode, around: NameScope): NameScope {
    if (test.member !== undefined || test.dangling !== undefined) return item.$type === 'Expect' ? scopeOf(around, given(endpointOutcome)) : around;
    const flow = flowNamed(test.subject, test);
    const aliases = symbolsOf(flow?.steps.map((step) => (step.$type === 'Use' ? step : undefined)) ?? [], 'use', 'use');
    const own = scopeOf(around, aliases);
    return item.$type === 'Expect' ? scopeOf(own, given(flowOutcome)) : own;
  }

  function flowNamed(name: string, from: AstNode): Flow | undefined {
    const document = AstUtils.getDocument(from);
    for (const file of [documentSymbols(document.parseResult.value), ...index.imports(document)]) {
      const flow = file.flows.get(name);
      if (flow !== undefined) return flow;
    }
    // A test may stand in a file of its own: it finds the flow by its name, where only one flow has it.
    const others = from.$type === 'Test' ? index.viewOf(document).flows.get(name) : undefined;
    return others?.length === 1 ? others[0]!.node : undefined;
  }

  return { at, flow: flowNamed };
}

/** Whether expressions in `child` see names that `parent` brings. */
function opens(parent: AstNode, child: AstNode): boolean {
  const property = child.$containerProperty;
  switch (parent.$type) {
    case 'Lambda': case 'FunctionDeclaration': return property === 'body';
    case 'Flow': case 'Endpoint': case 'Auth': case 'Webhook': case 'Connector': case 'Test': return true;
    case 'RouteCase': case 'BranchArm': case 'TryStep': case 'CatchBlock': case 'LockStep': case 'Concurrency': case 'EachStep': return property === 'steps';
    case 'OAuth2': return child.$type === 'Token' || child.$type === 'Expires';
    case 'SendStep': return property === 'undo';
    case 'Trigger': return property === 'verify';
    case 'EachResult': return property === 'by' || property === 'condition' || property === 'message';
    case 'Upsert': return property === 'update';
    default: return false;
  }
}

/** `error`, and the names that `try` had bound before it failed, which may still be null. */
function catchScope(node: CatchBlock, around: NameScope): NameScope {
  const step = enclosing<TryStep>(node, 'TryStep');
  const symbols = new Map<string, NamedSymbol>();
  for (const symbol of step === undefined ? [] : recordNames(step.steps)) symbols.set(symbol.name, { ...symbol, nullable: true });
  for (const [name, symbol] of symbolsOf([step?.error], 'step', 'record')) symbols.set(name, symbol);
  return scopeOf(around, symbols);
}
