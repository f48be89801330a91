// fc-detect with decoders that have been taken over: what they try is refused, and the next photo
// is processed. Only for the tests; it is not installed.

import CCage
import CTrial
import Filter
import PhotoStages

let command = Command(
  name: "cage-trial", summary: "what a decoder could do if somebody had taken it over",
  input: .photos, description: ["A file that begins with TRIAL names what is tried."],
  options: DetectionOptions.options, examples: [], defaults: DetectionOptions(),
  versionDetails: decoderDetails)

command.main { options, run in
  // The decoders are started only once, so these must stay valid.
  let kinds = [
    cage_kind(work: trial_work, prepare: nil, has_threads: 0, seconds: 1),
    cage_kind(work: trial_prepared_work, prepare: trial_prepare, has_threads: 1, seconds: 1),
  ]
  guard cage_start(UInt32(run.jobs), 256 << 20, kinds, UInt32(kinds.count)) == 0 else {
    throw Fatal("no process can be started")
  }
  try run.eachPhoto(fields: Detection.fields, owned: Detection.fields) {
    let detection = Detection(options)
    return { photo, output in try detection.eachFace(of: photo, into: &output) }
  }
}
