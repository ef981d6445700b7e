// SPDX-License-Identifier: Apache-2.0
#include "bindings/whole_catalog.h"

#include "experiment/catalog.h"
#include "functions/function.h"
#include "probes/probe.h"
#include "studies/study.h"

namespace downhill {

Json WholeCatalog() {
  Json catalog = Catalog();
  catalog["kinds"][Functions().kind] = EntriesOf(Functions());
  catalog["studies"] = EntriesOf(Studies());
  catalog["probes"] = EntriesOf(Probes());
  return catalog;
}

}  // namespace downhill
