import { createHash } from 'node:crypto';
import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { type At, canonicalJson, type Connector as PlanConnector, type Expr, type Lambda, type Plan, planVersion, type Type as PlanType } from '#plan';
import {
  isBase, isCheck, isHosts, isNameReference, isSettings, isVersion, type Connector, type Endpoint, type Flow, type FunctionDeclaration,
} from '../generated/ast.ts';
import { lowerAuth } from './auth.ts';
import { type EndpointTypes, lowerEndpoint } from './endpoint.ts';
import { lowerExpression } from './expression.ts';
import { lowerField } from './field.ts';
import { type FlowLowering, lowerFlow } from './flow.ts';
import type { LoweringHost } from './host.ts';
import { type ExpressionUse, given } from './lowering.ts';

/** The instances of a call or flow decide which ways of signing in the plan holds: by name of the connector. */
export type AuthChoice = ReadonlyMap<string, ReadonlySet<string>>;

/** The plan of a flow. The flow and all that it reaches are free of errors. */
export function planOfFlow(flow: Flow, host: LoweringHost): Plan {
  const builder = createBuilder(host);
  const lowered = lowerFlow(flow, builder.context);
  return builder.finish({ flow: lowered });
}

/** The plan in which one endpoint can be called. */
export function planOfEndpoint(endpoint: Endpoint, host: LoweringHost): Plan {
  const builder = createBuilder(host);
  builder.reach(endpoint);
  return builder.finish({});
}

function createBuilder(host: LoweringHost) {
  const files: string[] = [];
  const fileIndex = new Map<LangiumDocument, number>();
  const types = new Map<string, PlanType>();
  const functions: Record<string, Lambda> = {};
  /** Where functions that are met go: into the plan, or into the connector that is being lowered. */
  let functionTable = functions;
  const endpoints = new Set<Endpoint>();

  const context: FlowLowering = {
    semantics: host.semantics,
    types,
    at,
    expr: (node, use?: ExpressionUse) => lowerExpression(node, context, use),
    functionId,
    fieldType: (node) => host.fieldType(node),
    endpointOf(node) {
      const target = host.endpointOf(node);
      if (target !== undefined) reach(target.endpoint);
      return target;
    },
    namesBefore: (step) => host.namesBefore(step),
    connectorOfUse: (use) => host.connectorOfUse(use),
    keyOf: (endpoint) => host.recordOf(endpoint, types).key,
  };

  function at(node: AstNode): At {
    const document = AstUtils.getDocument(node);
    let index = fileIndex.get(document);
    if (index === undefined) {
      index = files.push(host.pathOf(document)) - 1;
      fileIndex.set(document, index);
    }
    const range = node.$cstNode?.range;
    if (range === undefined) return [index, 1, 1, 1, 1];
    return [index, range.start.line + 1, range.start.character + 1, range.end.line + 1, range.end.character + 1];
  }

  function functionId(node: FunctionDeclaration): string {
    const id = `${host.pathOf(AstUtils.getDocument(node))}#${node.name}`;
    if (functionTable[id] === undefined) {
      const lambda: Lambda = { params: node.parameters.map((parameter) => parameter.name), body: { op: 'literal', type: 'null', text: 'null', at: at(node) }, at: at(node) };
      functionTable[id] = lambda;
      lambda.body = lowerExpression(node.body, context);
    }
    return id;
  }

  function reach(endpoint: Endpoint): void {
    endpoints.add(endpoint);
  }

  const endpointTypes: EndpointTypes = {
    select: (node) => host.recordOf(node, types),
    mark(node, endpoint) {
      const mark = host.markOf(node, endpoint);
      if (mark.path === undefined) return { type: mark.type };
      const place = at(node.field ?? node);
      const record: Expr = { op: 'name', scope: 'response', name: 'record', at: place };
      const read = mark.path.reduce<Expr>((of, name) => ({ op: 'get', of, key: { op: 'literal', type: 'string', text: name, at: place }, optional: true, at: place }), record);
      const scalar = mark.type;
      const by: Expr = scalar === 'datetime' || scalar === 'date' || scalar === 'decimal'
        ? { op: 'convert', to: scalar, ...given('format', mark.format), of: read, at: place }
        : read;
      return { type: mark.type, by };
    },
  };

  function lowerConnector(node: Connector, wanted: readonly Endpoint[]): PlanConnector {
    const outer = functionTable;
    functionTable = {};
    const check = node.members.find(isCheck)?.value;
    const base = node.members.find(isBase);
    const auths = host.authsOf(node);
    const lowered: PlanConnector = {
      name: node.name,
      version: node.members.find(isVersion)?.value ?? '0.0.0',
      settings: node.members.filter(isSettings).flatMap((settings) => settings.fields).map((field) => lowerField(field, context)),
      hosts: node.members.find(isHosts)?.value.items.map((item) => context.expr(item.value)) ?? [],
      base: base === undefined ? { op: 'literal', type: 'string', text: '', at: at(node) } : context.expr(base.value, { template: 'url' }),
      auths: Object.fromEntries(auths.map((auth) => [auth.name, lowerAuth(auth, context)])),
      endpoints: Object.fromEntries(wanted.map((endpoint) => [endpoint.name, lowerEndpoint(endpoint, context, endpointTypes)])),
      ...given('check', check && isNameReference(check) ? check.name : undefined),
      functions: functionTable,
      at: at(node),
    };
    functionTable = outer;
    return lowered;
  }

  function finish(parts: Pick<Plan, 'flow'>): Plan {
    const byConnector = new Map<Connector, Endpoint[]>();
    for (const endpoint of endpoints) {
      const connector = endpoint.$container as Connector;
      byConnector.set(connector, [...(byConnector.get(connector) ?? []), endpoint]);
    }
    const connectors = Object.fromEntries([...byConnector].map(([connector, wanted]) => [connector.name, lowerConnector(connector, wanted)]));
    const content = { version: planVersion, connectors, types: Object.fromEntries(types), functions, ...parts };
    const hash = createHash('sha256').update(canonicalJson(content)).digest('hex');
    return { ...content, version: planVersion, hash, files };
  }

  return { context, reach, finish };
}
