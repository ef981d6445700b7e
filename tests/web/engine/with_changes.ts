// SPDX-License-Identifier: Apache-2.0
import type { ServicePort } from "../../../web/src/engine/contract/protocol.ts";
import type { TrainerService } from "../../../web/src/engine/worker/trainer_service.ts";

/** The service with some methods replaced. */
export function withChanges(service: TrainerService, changes: Partial<ServicePort>): ServicePort {
  return new Proxy(service as ServicePort, {
    get: (target, name) => {
      const changed = changes[name as keyof ServicePort];
      if (changed !== undefined) return changed;
      const own = target[name as keyof ServicePort];
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}
