// How a construct is written, from its rule of the grammar: `limit (n per duration | n concurrent) [burst n]`.
import { AstUtils, GrammarAST } from 'langium';

/** Rules that stand for themselves in a syntax, by what is shown for them. */
const shown = {
  Expression: 'value', Text: "'text'", STRING: "'text'", Count: 'n', INT: 'n', VERSION: '1.2.3', Type: 'Type', ObjectLiteral: '{ … }', ArrayLiteral: '[ … ]', FieldPath: 'field', Field: 'name: Type',
  Slot: 'slot', Parameters: '(parameters)', Arguments: 'arguments', Block: '{ steps }', CatchBlock: '{ steps }', Method: 'METHOD', PostfixRule: 'value', SlotPart: '.name', GivenValue: 'answer', NumberLiteral: 'n',
  CLAUSE_CONCURRENCY: 'concurrency', JwtAssertion: 'jwt { … }', Import: 'import', Parameter: 'name: Type', Attribute: '@attribute', MatchPattern: 'literal', ResponseAction: 'action',
};
/** Half-typed text, and repetitions whose place alone counts. */
const left = new Set(['DANGLING', 'TOUCHING']);

/** Words and signs of a rule that mean something, in the grammar's order. */
export function wordsOf(rule) {
  return [...new Set([...AstUtils.streamAllContents(rule)].filter(GrammarAST.isKeyword).map(({ value }) => value))];
}

/** The syntax of a rule as Markdown code, or undefined where that says nothing: an expression, or a choice of other rules. */
export function syntaxOf(rule, rules) {
  if (!GrammarAST.isParserRule(rule) || !/^[A-Za-z]/.test(firstKeyword(rule) ?? '')) return undefined;
  const text = write(rule.definition, { rules, depth: 0 }).replace(/\s+/g, ' ').replace(/ (?=[,:)])(?!, …)|(?<=\() | (?=\()(?<=\b(?:flow|'text') )| (?=\[?\. \w)|(?<= \.) (?=entity)|(?<=\[\.) /g, '').trim();
  return text === firstKeyword(rule) ? undefined : `\`${text}\``;
}

function firstKeyword(rule) {
  return [...AstUtils.streamAllContents(rule)].find(GrammarAST.isKeyword)?.value;
}

function write(element, context) {
  const text = writeOne(element, context);
  if (text === '') return '';
  if (element.cardinality === '?') return `[${isEnclosed(text) ? text.slice(1, -1) : text}]`;
  return element.cardinality === undefined ? text : `${text} …`;
}

function writeOne(element, context) {
  switch (element.$type) {
    case 'Keyword': return element.value;
    case 'Group': return group(element.elements, context);
    case 'Alternatives': {
      const choices = [...new Set(element.elements.map((one) => write(one, context)).filter((text) => text !== ''))];
      return choices.length > 1 ? (context.depth === 0 && element.$container?.$type === 'ParserRule' ? choices.join(' | ') : `(${choices.join(' | ')})`) : (choices[0] ?? '');
    }
    case 'Assignment': return assignment(element, context);
    case 'RuleCall': return call(element, context, undefined);
    default: return '';
  }
}

/** `(a | b)`: the bracket that opens it closes at its end. */
function isEnclosed(text) {
  let depth = 0;
  return text.startsWith('(') && [...text].every((sign, index) => {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    return depth > 0 || index === text.length - 1;
  });
}

/** `x+=X (',' x+=X)* ','?` is a list. */
function group(elements, context) {
  const parts = [];
  for (const [index, element] of elements.entries()) {
    const text = write(element, context);
    const before = elements[index - 1];
    if (element.$type === 'Keyword' && element.value === ',' && element.cardinality === '?') continue;
    if (element.$type === 'Group' && element.cardinality === '*' && element.elements[0]?.$type === 'Keyword' && element.elements[1]?.$type === 'Assignment' && element.elements[1].feature === before?.feature) {
      parts.push(`${element.elements[0].value} …`);
      continue;
    }
    if (text !== '') parts.push(text);
  }
  return parts.join(' ');
}

function assignment({ feature, operator, terminal, cardinality }, context) {
  if (terminal.$type !== 'RuleCall') return write(terminal, context);
  const many = operator === '+=' && cardinality !== undefined && shown[terminal.rule.$refText ?? terminal.rule.ref?.name] === undefined;
  return many ? feature : call(terminal, context, feature);
}

function call({ rule }, context, feature) {
  const name = rule.ref?.name ?? rule.$refText;
  if (left.has(name)) return '';
  if (shown[name] !== undefined) return shown[name];
  if (name === 'ID' || name === 'HyphenName' || name === 'Binding' || name === 'LocalName' || name === 'InstanceReference') return feature === undefined || feature === 'binding' ? 'name' : feature;
  const target = context.rules.get(name);
  if (target === undefined || context.depth > 2 || !GrammarAST.isParserRule(target)) return feature ?? name;
  return write(target.definition, { ...context, depth: context.depth + 1 });
}

/** Rules that a rule's members, steps or cases are a choice of. */
export function membersOf(rule, rules) {
  return [...AstUtils.streamAllContents(rule)].filter((node) => GrammarAST.isAssignment(node) && node.operator === '+=' && GrammarAST.isRuleCall(node.terminal)).flatMap((node) => {
    const definition = rules.get(node.terminal.rule.ref?.name)?.definition;
    return GrammarAST.isAlternatives(definition) && definition.elements.every((one) => GrammarAST.isRuleCall(one)) ? definition.elements.map((one) => one.rule.ref.name) : [];
  });
}
