// swift-tools-version: 6.0
import PackageDescription

// dlib and OpenCV are linked by name, one module at a time: pkg-config's "opencv4" pulls in 377
// libraries.
let visionCompiler: [CXXSetting] = [
  // dlib without optimisation is 70 times slower, so every configuration gets it.
  .unsafeFlags([
    "-O3", "-I/usr/include/opencv4", "-std=c++17", "-fvisibility=hidden",
    "-Wno-deprecated-declarations",
  ]),
  .define("NDEBUG"),
  // Its folders: see Sources/CVision/README.md.
  .headerSearchPath("Base"), .headerSearchPath("Codecs"), .headerSearchPath("Pictures"),
  .headerSearchPath("Network"), .headerSearchPath("Landmarks"), .headerSearchPath("Detection"),
]

// Static where the shared library would pull in a hundred others: objdetect's has dnn behind it,
// dlib's X11. OpenCV's imgcodecs (GDAL and all that) is not used: each format has a reader of its
// own, see Picture.cpp.
let visionLibraries: [LinkerSetting] = [
  ":libopencv_objdetect.a", "opencv_imgproc", "opencv_core", ":libdlib.a", "jpeg", "png", "tiff",
  "webp", "z", "m",
].map { .linkedLibrary($0) }

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6)]

/// A program that runs where no Swift toolchain is installed, and starts faster than with shared
/// Swift libraries. What is fixed once it is loaded cannot be written (relro), which not every
/// linker does unasked.
func program(_ name: String, _ modules: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: modules, swiftSettings: strict,
    linkerSettings: [
      .unsafeFlags(["-static-stdlib"], .when(configuration: .release)),
      .unsafeFlags(["-Xlinker", "-z", "-Xlinker", "relro"]),
    ])
}

let package = Package(
  name: "face-clustering",
  targets: [
    // C and C++ behind small headers
    .target(name: "CFaceGeometry"),
    .target(
      name: "CVision", dependencies: ["CFaceGeometry", "CCage"],
      exclude: [
        "README.md", "Detection/HogKernels.inc", "Detection/HogGradients.inc",
        "Detection/FaceFilters.inc", "Detection/CoarseFilters.inc",
        "Pictures/Resample.inc",
        "Detection/make_face_filters.cpp",
      ],
      cxxSettings: visionCompiler, linkerSettings: visionLibraries),
    .target(
      name: "CRecords",
      cxxSettings: [
        .unsafeFlags(["-O3", "-std=c++17", "-fvisibility=hidden"]), .define("NDEBUG"),
      ],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CSystem"),
    .target(name: "CCage"),
    .target(
      name: "CXMP", cSettings: [.unsafeFlags(["-I/usr/include/exempi-2.0"])],
      linkerSettings: [.linkedLibrary("exempi")]),
    .target(name: "CHash", cSettings: [.unsafeFlags(["-O3"])]),
    // Not fused: products have the same bits on every processor.
    .target(name: "CProducts", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),

    // What all may use
    .target(name: "NumberText", exclude: ["README.md"], swiftSettings: strict),
    .target(name: "Spelling", exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "Threads", dependencies: ["CSystem"], exclude: ["README.md"], swiftSettings: strict),

    // Domain modules: they know neither records nor files
    .target(
      name: "FaceGeometry", dependencies: ["CFaceGeometry"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Vision", dependencies: ["CVision", "FaceGeometry"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Measures", dependencies: ["FaceGeometry"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Words", dependencies: ["Measures", "Spelling"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Clustering", dependencies: ["Threads", "CProducts"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Report", dependencies: ["NumberText", "FaceGeometry", "Words"],
      exclude: ["README.md"],
      resources: [
        .embedInCode("Page/desk.js"), .embedInCode("Page/chooser.js"),
        .embedInCode("Page/side.js"), .embedInCode("Page/desk_page.js"),
        .embedInCode("Page/downloads.js"), .embedInCode("Page/page.js"),
        .embedInCode("Page/page.css"),
        .embedInCode("Page/base.css"),
      ],
      swiftSettings: strict),
    .target(
      name: "Quiz", dependencies: ["Clustering", "FaceGeometry", "Report"], exclude: ["README.md"],
      resources: [.embedInCode("Page/quiz.js"), .embedInCode("Page/quiz.css")],
      swiftSettings: strict),
    .target(
      name: "Naming", dependencies: ["FaceGeometry"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "PhotoRegions", dependencies: ["CXMP", "FaceGeometry"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Tables", dependencies: ["NumberText"], exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "DrawnFaces", dependencies: ["CVision"], exclude: ["README.md"], swiftSettings: strict),

    // The stream
    .target(
      name: "Records", dependencies: ["CRecords", "NumberText"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "Filter", dependencies: ["Records", "CSystem", "NumberText", "Spelling", "Threads"],
      exclude: ["README.md"],
      swiftSettings: strict),

    // Where records meet a domain
    .target(
      name: "LandmarkRecords", dependencies: ["Filter", "Records", "FaceGeometry"],
      exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "MeasureRecords",
      dependencies: ["Filter", "Records", "LandmarkRecords", "FaceGeometry", "Measures", "Words"],
      exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "NameRecords", dependencies: ["Filter", "Records", "Naming"], exclude: ["README.md"],
      swiftSettings: strict),
    .target(
      name: "VectorRecords",
      dependencies: [
        "Filter", "Records", "MeasureRecords", "NameRecords", "Naming", "Measures", "Clustering",
        "NumberText",
      ],
      exclude: ["README.md", "Data/README.md"], resources: [.embedInCode("Data/within.json")],
      swiftSettings: strict),
    .target(
      name: "PhotoStages",
      dependencies: [
        "Filter", "Records", "Threads", "LandmarkRecords", "FaceGeometry", "Tables", "Vision",
      ],
      exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "EmbeddingRecords",
      dependencies: ["Filter", "Records", "Threads", "FaceGeometry", "PhotoStages", "Vision"],
      exclude: ["README.md"], swiftSettings: strict),

    // Answers that are kept
    .target(
      name: "Memo", dependencies: ["Filter", "Records", "CSystem", "CHash"],
      exclude: ["README.md"], swiftSettings: strict),

    // The programs
    program("fc-synth", ["Filter", "Records", "DrawnFaces"]),
    program("fc-detect", ["Filter", "PhotoStages"]),
    program("fc-landmarks", ["Filter", "PhotoStages"]),
    program("fc-embed", ["Filter", "PhotoStages", "EmbeddingRecords"]),
    program("fc-table", ["Filter", "Records", "FaceGeometry", "LandmarkRecords", "Tables"]),
    program("fc-import", ["Filter", "Records", "Tables"]),
    program("fc-compare", ["Filter", "Records", "PhotoStages", "EmbeddingRecords"]),
    program("fc-find", ["Filter", "Records", "PhotoStages", "EmbeddingRecords"]),
    program("fc-points", ["Filter", "Records", "PhotoStages", "Vision"]),
    program(
      "fc-train",
      [
        "Filter", "Records", "LandmarkRecords", "VectorRecords", "PhotoStages", "Vision",
        "FaceGeometry", "Clustering", "NumberText", "Threads",
      ]),
    program(
      "fc-normalize",
      ["Filter", "Records", "LandmarkRecords", "MeasureRecords", "Measures", "Spelling"]),
    program("fc-kmeans", ["Filter", "NumberText", "VectorRecords", "Clustering"]),
    program("fc-whispers", ["Filter", "VectorRecords", "NameRecords", "Naming", "Clustering"]),
    program(
      "fc-names",
      [
        "Filter", "Records", "NameRecords", "Naming", "NumberText", "PhotoRegions", "PhotoStages",
        "Vision",
      ]),
    program(
      "fc-elbow",
      ["Filter", "Records", "VectorRecords", "Clustering", "NumberText", "Threads"]),
    program("fc-score", ["Filter", "Records", "VectorRecords", "Clustering", "NumberText"]),
    program("fc-repeat", ["Filter", "Records", "VectorRecords", "Clustering", "NumberText"]),
    program(
      "fc-describe",
      ["Filter", "Records", "MeasureRecords", "VectorRecords", "Measures", "Words"]),
    program(
      "fc-looks", ["Filter", "Records", "MeasureRecords", "Measures", "Words", "NumberText"]),
    program(
      "fc-average", ["Filter", "Records", "FaceGeometry", "LandmarkRecords", "PhotoStages"]),
    program(
      "fc-render",
      [
        "Filter", "Records", "FaceGeometry", "LandmarkRecords", "MeasureRecords", "VectorRecords",
        "PhotoStages", "Vision", "Clustering", "Measures", "Report", "Naming", "Threads",
      ]),
    program(
      "fc-quiz",
      [
        "Filter", "Records", "FaceGeometry", "LandmarkRecords", "PhotoStages", "Vision", "Quiz",
        "NumberText", "Threads",
      ]),

    program("fc-memo", ["Filter", "Memo"]),

    // k-means without records, for make bench
    .executableTarget(
      name: "bench-engine", dependencies: ["Clustering"], path: "bench/engine",
      swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]),

    // fc-detect with decoders that were taken over, for the tests
    .target(name: "CTrial", dependencies: ["CVision"], path: "Tests/CageTrial/CTrial"),
    .executableTarget(
      name: "cage-trial", dependencies: ["CCage", "CTrial", "Filter", "PhotoStages"],
      path: "Tests/CageTrial/program", swiftSettings: strict),

    // The tests
    .target(
      name: "RecordReading", dependencies: ["Filter", "Records"], path: "Tests/RecordReading",
      swiftSettings: strict),
    .testTarget(name: "RecordsTests", dependencies: ["Records"], swiftSettings: strict),
    .testTarget(
      name: "CFaceGeometryTests", dependencies: ["CFaceGeometry"], swiftSettings: strict),
    .testTarget(name: "ThreadsTests", dependencies: ["Threads"], swiftSettings: strict),
    .testTarget(name: "SpellingTests", dependencies: ["Spelling"], swiftSettings: strict),
    .testTarget(name: "NumberTextTests", dependencies: ["NumberText"], swiftSettings: strict),
    .testTarget(name: "FilterTests", dependencies: ["Filter", "Records"], swiftSettings: strict),
    .testTarget(
      name: "LandmarkRecordsTests",
      dependencies: ["LandmarkRecords", "FaceGeometry", "Records", "RecordReading"],
      swiftSettings: strict),
    .testTarget(
      name: "MeasureRecordsTests",
      dependencies: [
        "MeasureRecords", "Measures", "Words", "FaceGeometry", "Filter", "RecordReading",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "VectorRecordsTests",
      dependencies: [
        "VectorRecords", "MeasureRecords", "Measures", "Clustering", "Filter", "Naming", "Records",
        "RecordReading",
      ], swiftSettings: strict),
    .testTarget(
      name: "PhotoStagesTests",
      dependencies: [
        "PhotoStages", "Vision", "FaceGeometry", "Filter", "Records", "RecordReading",
      ], swiftSettings: strict),
    .testTarget(
      name: "MemoTests", dependencies: ["Memo", "Filter", "Records"], swiftSettings: strict),
    .testTarget(
      name: "FaceGeometryTests", dependencies: ["FaceGeometry"], swiftSettings: strict),
    .testTarget(
      name: "MeasuresTests", dependencies: ["Measures", "FaceGeometry"], swiftSettings: strict),
    .testTarget(
      name: "EmbeddingRecordsTests", dependencies: ["EmbeddingRecords"], swiftSettings: strict),
    .testTarget(name: "NamingTests", dependencies: ["Naming"], swiftSettings: strict),
    .testTarget(
      name: "PhotoRegionsTests", dependencies: ["PhotoRegions"], swiftSettings: strict),
    .testTarget(name: "TablesTests", dependencies: ["Tables"], swiftSettings: strict),
    .testTarget(name: "WordsTests", dependencies: ["Words", "Measures"], swiftSettings: strict),
    .testTarget(
      name: "ClusteringTests", dependencies: ["Clustering", "CProducts"],
      exclude: ["make_numbers.py", "make_steadiness.py", "sample.py"], swiftSettings: strict),
    .testTarget(
      name: "VisionTests", dependencies: ["Vision", "CVision", "FaceGeometry"],
      exclude: [
        "make_pictures.py", "make_descriptors.py", "make_variety.py", "make_tiff_webp.py",
      ], swiftSettings: strict),
    .testTarget(
      name: "DrawnFacesTests", dependencies: ["DrawnFaces", "CVision"],
      exclude: ["make_numbers.py"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportTests", dependencies: ["Report", "FaceGeometry"], swiftSettings: strict),
    .testTarget(
      name: "QuizTests", dependencies: ["Quiz"], exclude: ["make_numbers.py"],
      swiftSettings: strict),
    .testTarget(name: "PipelineTests", swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)

// make fuzz: the readers of files in Swift. Only there, since it links libFuzzer.
if Context.environment["FC_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz-files", dependencies: ["MeasureRecords", "Memo", "VectorRecords"],
      path: "Tests/Fuzz/files", swiftSettings: strict))
}
