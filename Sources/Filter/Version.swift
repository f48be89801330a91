/// The version of all programs; CHANGELOG.md says what came with it.
public let version = "1.0.0"
/// The day of that version.
public let versionDate = "2026-11-26"
