import Clustering
import Glibc

// k-means alone, 10 starts, for make bench.
// usage: bench-engine FILE COLUMNS K     (FILE: doubles, row by row)
// Prints the seconds that the fit took, without reading the file, and the inertia.

func end(_ message: String) -> Never {
  print("bench-engine: \(message)")
  exit(2)
}

guard CommandLine.arguments.count == 4, let columns = Int(CommandLine.arguments[2]), columns > 0,
  let k = Int(CommandLine.arguments[3]), k > 0
else { end("usage: bench-engine FILE COLUMNS K") }
guard let file = fopen(CommandLine.arguments[1], "r") else {
  end("\(CommandLine.arguments[1]): cannot be read")
}
fseek(file, 0, SEEK_END)
let count = ftell(file) / MemoryLayout<Double>.size
rewind(file)
let values = [Double](unsafeUninitializedCapacity: count) { room, filled in
  filled = fread(room.baseAddress, MemoryLayout<Double>.size, count, file)
}
guard values.count == count, count % columns == 0 else {
  end("no whole rows of \(columns) doubles")
}

let vectors = Vectors(values: values, dimensions: columns)
var generator = SeededGenerator(seed: 0)
let clock = ContinuousClock()
let began = clock.now
let result = try KMeans(k: k).fit(vectors, using: &generator)
let seconds = began.duration(to: clock.now) / .seconds(1)
print("\((seconds * 1000).rounded() / 1000) \(result.inertia)")
