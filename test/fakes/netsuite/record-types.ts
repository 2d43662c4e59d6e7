/** What a field holds: a scalar, a reference to a record of a type, or anything (parts the fake keeps but does not look into). */
export type FieldKind = 'text' | 'number' | 'boolean' | 'date' | 'any' | { to: RecordType };

export type RecordType = 'customer' | 'salesOrder' | 'invoice' | 'inventoryItem' | 'subsidiary' | 'currency';

export interface RecordShape {
  fields: Readonly<Record<string, FieldKind>>;
  sublists: Readonly<Record<string, Readonly<Record<string, FieldKind>>>>;
  /** One of each group must have a value; the label is what the vendor's message calls it. */
  required: readonly { oneOf: readonly string[]; label: string }[];
  /** The field that names a record where another one refers to it. */
  title: string;
  /** The message about an external id that is taken. */
  duplicate: string;
}

const line: Record<string, FieldKind> = {
  item: { to: 'inventoryItem' },
  quantity: 'number',
  rate: 'number',
  amount: 'number',
  description: 'text',
  taxCode: 'any',
  location: 'any',
  line: 'number',
};

const transaction = {
  fields: {
    entity: { to: 'customer' },
    tranDate: 'date',
    tranId: 'text',
    otherRefNum: 'text',
    memo: 'text',
    shipMethod: 'any',
    currency: { to: 'currency' },
    subsidiary: { to: 'subsidiary' },
    location: 'any',
    terms: 'any',
    postingPeriod: 'any',
    shippingAddress: 'any',
    billingAddress: 'any',
  },
  sublists: { item: line },
  required: [{ oneOf: ['entity'], label: 'Customer' }],
  title: 'tranId',
  duplicate: 'This record already exists',
} satisfies RecordShape;

/** The records and fields the fake knows: those of section 2.7 that the flows need. Names match whatever their case. */
export const recordTypes: Readonly<Record<RecordType, RecordShape>> = {
  customer: {
    fields: {
      entityId: 'text',
      companyName: 'text',
      firstName: 'text',
      lastName: 'text',
      isPerson: 'boolean',
      email: 'text',
      phone: 'text',
      comments: 'text',
      isInactive: 'boolean',
      subsidiary: { to: 'subsidiary' },
      currency: { to: 'currency' },
      addressBook: 'any',
    },
    sublists: {},
    required: [{ oneOf: ['companyName', 'lastName'], label: 'Company Name' }],
    title: 'entityId',
    duplicate: 'This entity already exists.',
  },
  salesOrder: transaction,
  invoice: { ...transaction, fields: { ...transaction.fields, createdFrom: { to: 'salesOrder' } } },
  inventoryItem: {
    fields: { itemId: 'text', displayName: 'text', upcCode: 'text', basePrice: 'number', quantityAvailable: 'number', isInactive: 'boolean' },
    sublists: {},
    required: [{ oneOf: ['itemId'], label: 'Item Name/Number' }],
    title: 'itemId',
    duplicate: 'This record already exists',
  },
  subsidiary: { fields: { name: 'text' }, sublists: {}, required: [{ oneOf: ['name'], label: 'Name' }], title: 'name', duplicate: 'This record already exists' },
  currency: { fields: { name: 'text', symbol: 'text' }, sublists: {}, required: [{ oneOf: ['name'], label: 'Name' }], title: 'name', duplicate: 'This record already exists' },
};

export const recordType = (name: string): RecordType | null =>
  (Object.keys(recordTypes) as RecordType[]).find((type) => type.toLowerCase() === name.toLowerCase()) ?? null;
