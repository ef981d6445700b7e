// SPDX-License-Identifier: Apache-2.0
export const en = {
  alone:
    "No learning system (SCORM 1.2) was found around this page. It works, and nothing is kept. Open it from the course.",
  refused:
    "The learning system did not begin an attempt. It works, and nothing is kept. Close it, and open it from the course once more.",
  broken:
    "experiment.json is missing in this package, or damaged. Download the package from Downhill once more, and upload it again.",
  without_network:
    "The trained network is larger than this learning system keeps (4,096 characters). Your settings and the number of updates are kept: when you come back, it is trained again up to there.",
  without_work:
    "What you have done is larger than this learning system keeps (4,096 characters). It keeps the receipt of what was checked: you go on from there.",
  nothing:
    "This experiment is larger than this learning system keeps (4,096 characters). What was kept before stays as it is.",
};
