// SPDX-License-Identifier: Apache-2.0
/** imsmanifest.xml of a package with one sharable content object.   Source: ADL, "SCORM 1.2 Content Aggregation Model", section 2.3. */
import { attributes, inMarkup, oneLine } from "./markup.ts";

/** The page that a learning system launches. */
export const LAUNCHED = "sco.html";

/** @param id of the content: letters and digits; a package with the same one takes the place of the other */
export function manifestOf(id: string, title: string, files: readonly string[]): string {
  const said = inMarkup(oneLine(title));
  const listed = files.map((file) => `      <file${attributes({ href: file })}/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="downhill-${id}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${said}</title>
      <item identifier="item" identifierref="sco">
        <title>${said}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="sco" type="webcontent" adlcp:scormtype="sco" href="${LAUNCHED}">
${listed.join("\n")}
    </resource>
  </resources>
</manifest>
`;
}
