export { type Caller, type Role, roles } from './caller.ts';
export { hashPassword, isPasswordHash, verifyPassword } from './password.ts';
export { type IssuedToken, TokenIssuer } from './token-issuer.ts';
export { TokenVerifier } from './token-verifier.ts';
export { type VerificationKeys, remoteKeys } from './verification-keys.ts';
