/** The host part of an account id: `1234567_SB1` → `1234567-sb1`. */
export const accountHost = (accountId: string): string => accountId.toLowerCase().replaceAll('_', '-');

/** The realm of an account id: `1234567-sb1` → `1234567_SB1`. */
export const accountRealm = (accountId: string): string => accountId.toUpperCase().replaceAll('-', '_');

/** What an assertion must name in `aud`: the vendor's token URL, wherever the fake itself listens. */
export const vendorTokenUrl = (accountId: string): string => `https://${accountHost(accountId)}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token`;
