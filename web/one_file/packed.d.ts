// SPDX-License-Identifier: Apache-2.0
/** As web/one_file/vite.config.ts packs it: gzip, as base64. */
declare module "packed:module" {
  const module: string;
  export default module;
}
