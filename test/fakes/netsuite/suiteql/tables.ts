import type { Json } from '../../kit/index.ts';
import type { Entry, LedgerState } from '../ledger.ts';
import type { RecordType } from '../record-types.ts';
import { totalOf } from '../show-record.ts';

export type SqlValue = string | number | Date | null;
/** A row of a table, its columns by lower-case name; `display` are what BUILTIN.DF shows instead. */
export interface SqlRow {
  columns: Readonly<Record<string, SqlValue>>;
  display: Readonly<Record<string, string>>;
}

const text = (value: Json | undefined): string | null => (value === undefined || value === null || value === '' ? null : String(value));
const flag = (value: Json | undefined): string => (value === true ? 'T' : 'F');
const whole = (value: Json | undefined): number | null => (value === undefined || value === null ? null : Number(value));

const titleOf = (state: LedgerState, type: RecordType, id: Json | undefined): string => {
  const entry = state.byId(type, Number(id));
  return entry === undefined ? '' : state.title(entry);
};

const basics = (entry: Entry): Record<string, SqlValue> => ({ id: entry.id, externalid: entry.externalId, lastmodifieddate: new Date(entry.modifiedAt) });

const customerRow = (entry: Entry, state: LedgerState): SqlRow => {
  const { fields } = entry;
  return {
    columns: {
      ...basics(entry),
      entityid: text(fields['entityId']),
      companyname: text(fields['companyName']),
      firstname: text(fields['firstName']),
      lastname: text(fields['lastName']),
      isperson: flag(fields['isPerson']),
      email: text(fields['email']),
      phone: text(fields['phone']),
      comments: text(fields['comments']),
      isinactive: flag(fields['isInactive']),
      subsidiary: whole(fields['subsidiary']),
      currency: whole(fields['currency']),
      datecreated: new Date(entry.createdAt),
    },
    display: { subsidiary: titleOf(state, 'subsidiary', fields['subsidiary']), currency: titleOf(state, 'currency', fields['currency']) },
  };
};

const transactionRow = (entry: Entry, state: LedgerState): SqlRow => {
  const { fields } = entry;
  return {
    columns: {
      ...basics(entry),
      tranid: text(fields['tranId']),
      type: entry.type === 'invoice' ? 'CustInvc' : 'SalesOrd',
      trandate: new Date(`${String(fields['tranDate'])}T00:00:00Z`),
      entity: whole(fields['entity']),
      otherrefnum: text(fields['otherRefNum']),
      memo: text(fields['memo']),
      subsidiary: whole(fields['subsidiary']),
      currency: whole(fields['currency']),
      foreigntotal: totalOf(entry),
      createddate: new Date(entry.createdAt),
    },
    display: { entity: titleOf(state, 'customer', fields['entity']), type: entry.type === 'invoice' ? 'Invoice' : 'Sales Order' },
  };
};

const lineRows = (entry: Entry, state: LedgerState): SqlRow[] =>
  (entry.sublists['item'] ?? []).map((line, at) => ({
    columns: {
      transaction: entry.id,
      id: at + 1,
      linesequencenumber: at + 1,
      mainline: 'F',
      item: whole(line['item']),
      quantity: whole(line['quantity']),
      rate: whole(line['rate']),
      netamount: whole(line['amount']),
      memo: text(line['description']),
    },
    display: { item: titleOf(state, 'inventoryItem', line['item']), transaction: state.title(entry) },
  }));

const itemRow = (entry: Entry): SqlRow => ({
  columns: {
    ...basics(entry),
    itemid: text(entry.fields['itemId']),
    displayname: text(entry.fields['displayName']),
    upccode: text(entry.fields['upcCode']),
    itemtype: 'InvtPart',
    isinactive: flag(entry.fields['isInactive']),
    quantityavailable: whole(entry.fields['quantityAvailable']),
  },
  display: { itemtype: 'Inventory Item' },
});

const named = (entry: Entry): SqlRow => ({ columns: { id: entry.id, name: text(entry.fields['name']), symbol: text(entry.fields['symbol']) }, display: {} });

const transactions = (state: LedgerState): Entry[] => [...state.all('salesOrder'), ...state.all('invoice')].sort((a, b) => a.id - b.id);

/** The rows of a table; null for one that the fake does not have. */
export const rowsOf = (table: string, state: LedgerState): SqlRow[] | null => {
  if (table === 'customer') return state.all('customer').map((entry) => customerRow(entry, state));
  if (table === 'transaction') return transactions(state).map((entry) => transactionRow(entry, state));
  if (table === 'transactionline') return transactions(state).flatMap((entry) => lineRows(entry, state));
  if (table === 'item') return state.all('inventoryItem').map(itemRow);
  if (table === 'subsidiary' || table === 'currency') return state.all(table).map(named);
  return null;
};
