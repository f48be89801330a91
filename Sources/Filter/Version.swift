/// The version of all programs; see CHANGELOG.md.
public let version = "1.0.0"
/// The date of this version.
public let versionDate = "2026-11-26"
