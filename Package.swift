// swift-tools-version: 6.0
import PackageDescription

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6)]

/// A program that runs where no Swift toolchain is installed, and starts faster than with shared Swift libraries.
func program(_ name: String, _ modules: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: modules, swiftSettings: strict,
    linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))])
}

let package = Package(
  name: "face-clustering",
  targets: [
    // C and C++ behind small headers
    .target(
      name: "CRecords", cxxSettings: [.unsafeFlags(["-O3", "-std=c++17", "-fvisibility=hidden"]), .define("NDEBUG")],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CSystem"),

    // Domain modules: they know neither records nor files
    .target(name: "Measures", swiftSettings: strict),

    // The stream
    .target(name: "Records", dependencies: ["CRecords"], swiftSettings: strict),
    .target(name: "Filter", dependencies: ["Records", "CSystem"], swiftSettings: strict),

    .target(name: "FaceRecords", dependencies: ["Filter", "Records", "Measures"], swiftSettings: strict),

    // The programs
    program("fc-normalize", ["Filter", "Records", "Measures", "FaceRecords"]),
  ],
  cxxLanguageStandard: .cxx17
)
