// SPDX-License-Identifier: Apache-2.0
/** What code may come to, besides the mistakes that its question names. Data agree where they are of two classes at least. */
export const CODE_ENDS = ["agrees", "differs", "fails"] as const;
