/// The version of all programs; CHANGELOG.md says what came with it.
public let version = "1.0.0"
