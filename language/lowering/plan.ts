import { createHash } from 'node:crypto';
import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { type At, canonicalJson, type Connector as PlanConnector, type Lambda, type Plan, planVersion, type Type as PlanType } from '#plan';
import {
  isBase, isCheck, isHosts, isNameReference, isSettings, isVersion, type Connector, type Endpoint, type Flow, type FunctionDeclaration,
} from '../generated/ast.ts';
import { lowerAuth } from './auth.ts';
import { lowerEndpoint } from './endpoint.ts';
import { lowerExpression } from './expression.ts';
import { lowerField } from './field.ts';
import { type FlowLowering, lowerFlow } from './flow.ts';
import type { LoweringHost } from './host.ts';
import { type ExpressionUse, given } from './lowering.ts';

/** The plan of a flow. The flow and all that it reaches are free of errors. */
export function planOfFlow(flow: Flow, host: LoweringHost): Plan {
  const builder = createBuilder(host);
  const lowered = lowerFlow(flow, builder.context);
  return builder.finish({ flow: lowered });
}

/** The plan in which one endpoint can be called. */
export function planOfEndpoint(endpoint: Endpoint, host: LoweringHost): Plan {
  const builder = createBuilder(host);
  builder.context.reach(endpoint);
  return builder.finish({});
}

/** A connector without any endpoint: what its requests share and how its instances sign in. */
export function planOfConnector(connector: Connector, host: LoweringHost): Plan {
  const builder = createBuilder(host);
  builder.include(connector);
  return builder.finish({});
}

function createBuilder(host: LoweringHost) {
  const files: string[] = [];
  const fileIndex = new Map<LangiumDocument, number>();
  const table = new Map<string, PlanType>();
  const functions: Record<string, Lambda> = {};
  /** Where functions that are met go: into the plan, or into the connector that is being lowered. */
  let functionTable = functions;
  const endpoints = new Set<Endpoint>();
  const connectorNodes = new Set<Connector>();

  const context: FlowLowering = {
    types: host.types,
    table,
    at,
    expr: (node, use?: ExpressionUse) => lowerExpression(node, context, use),
    functionId,
    reach: (endpoint) => endpoints.add(endpoint),
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
      endpoints: Object.fromEntries(wanted.map((endpoint) => [endpoint.name, lowerEndpoint(endpoint, context)])),
      ...given('check', check && isNameReference(check) ? check.name : undefined),
      functions: functionTable,
      at: at(node),
    };
    functionTable = outer;
    return lowered;
  }

  function finish(parts: Pick<Plan, 'flow'>): Plan {
    const byConnector = new Map<Connector, Endpoint[]>([...connectorNodes].map((connector) => [connector, []]));
    for (const endpoint of endpoints) {
      const connector = endpoint.$container as Connector;
      byConnector.set(connector, [...(byConnector.get(connector) ?? []), endpoint]);
    }
    const connectors = Object.fromEntries([...byConnector].map(([connector, wanted]) => [connector.name, lowerConnector(connector, wanted)]));
    const content = { version: planVersion, connectors, types: Object.fromEntries(table), functions, ...parts };
    const hash = createHash('sha256').update(canonicalJson(content)).digest('hex');
    return { ...content, version: planVersion, hash, files };
  }

  return { context, include: (connector: Connector) => connectorNodes.add(connector), finish };
}
