#!/usr/bin/env python3
"""From photos to groups of faces on many machines, with Apache Spark, which runs the unmodified programs on its workers.

    find-photos --records ~/photos > photos.ndjson
    spark-submit faces.py --out out/spark -k 4 photos.ndjson

photos.ndjson    one line {"path": ...} per photo, with a path that all workers see
out/records      Parquet: path, face, error, numbers, and the record as fc-normalize wrote it
out/clusters.json    the clusters, as fc-kmeans --model and --match read them
out/labels       Parquet: path, face, cluster, distance, and the record
out/page.html    a sample of each cluster

It may be killed at any time. Photos are processed in waves; run again, it keeps complete waves and does the rest. Records keep
the bytes that the programs wrote; the other columns are extracted for Spark and for readers of the Parquet.
"""
import argparse
import hashlib
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from pyspark import SparkFiles
from pyspark.errors import PySparkException
from pyspark.ml.clustering import KMeans
from pyspark.ml.functions import array_to_vector
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.utils import CapturedException
from py4j.protocol import Py4JJavaError

PROGRAMS = ("fc-landmarks", "fc-normalize", "fc-kmeans")
STAGES = "fc-landmarks --quiet --jobs 1 | fc-normalize --quiet"


def say(text: str) -> None:
    print(f"faces.py: {text}", file=sys.stderr)


def piped(lines, stages: str, **environment: str):
    """Passes the lines through the stages, with a separate pipe for each partition.

    A stage's exit status 1 means that some inputs failed, as their records say: only a higher one is a failure. By default,
    PySpark passes an empty environment, and treats every status as success.
    """
    shell = f'{stages}; for status in "${{PIPESTATUS[@]}}"; do [ "$status" -le 1 ] || exit "$status"; done'
    return lines.pipe(f"bash -c {shlex.quote(shell)}", env={**os.environ, **environment}, checkCode=True)


def check_workers(spark: SparkSession) -> None:
    """Ends with an error if any worker that answers lacks the programs; names these workers."""
    slots = max(spark.sparkContext.defaultParallelism, 1) * 2
    lacking = (
        spark.sparkContext.parallelize(range(slots), slots)
        .map(lambda _: (socket.gethostname(), tuple(one for one in PROGRAMS if not shutil.which(one))))
        .distinct().filter(lambda found: found[1]).collect())
    for host, programs in sorted(lacking):
        say(f"{host}: {', '.join(programs)}: not on the PATH of the worker: install face-clustering, or set its PATH")
    if lacking:
        sys.exit(2)


def with_columns(spark: SparkSession, records, field: str) -> DataFrame:
    """Records (RDD of lines of JSON) as a data frame. `numbers` is a map of names to numbers, or an array."""
    of_names = field in ("features", "measures")
    kind = "map<string,double>" if of_names else "array<double>"
    schema = f"path string, face int, cluster int, distance double, error struct<kind:string>, `{field}` {kind}"
    lines = records.map(lambda line: (line,)).toDF("record string")
    read = lines.withColumn("read", F.from_json("record", schema))
    return read.select(
        F.col("read.path").alias("path"), F.col("read.face").alias("face"), F.col("read.cluster").alias("cluster"),
        F.col("read.distance").alias("distance"), F.col("read.error.kind").alias("error"),
        F.col(f"read.{field}").alias("numbers"), "record")


def check_list(given: argparse.Namespace) -> None:
    """Ends with an error if the folder has waves of another list of photos or of other stages; otherwise marks it as this list's."""
    told = hashlib.sha256(f"{given.stages}\n{given.on}\n{given.wave}\n".encode())
    try:
        with open(given.photos, "rb") as photos:
            for block in iter(lambda: photos.read(1 << 20), b""):
                told.update(block)
            if not photos.tell():
                say(f"{given.photos}: no photo")
                sys.exit(2)
        known = Path(given.out, "photos.sha256")
        if known.exists() and known.read_text() != told.hexdigest():
            say(f"{given.out}: belongs to another list of photos or to other stages: remove it, or give another --out")
            sys.exit(2)
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(told.hexdigest())
    except OSError as failure:
        say(f"{failure.filename}: {failure.strerror}")
        sys.exit(2)


def make_records(spark: SparkSession, given: argparse.Namespace) -> DataFrame:
    """All records; those of complete waves come from earlier runs."""
    indexed = spark.read.text(given.photos).rdd.map(lambda row: row.value).zipWithIndex().cache()
    count = indexed.count()
    waves = [(first, min(first + given.wave, count)) for first in range(0, count, given.wave)]
    for first, end in waves:
        folder = Path(given.out, "records", f"wave={first:012}")
        if Path(folder, "_SUCCESS").exists():
            continue
        began = time.monotonic()
        part = indexed.filter(lambda item: first <= item[1] < end)
        blocks = -(-(end - first) // given.block)
        # Partitioned by number, not randomly: a partition is a run of neighbours, and keeps their order.
        lines = (part.map(lambda item: ((item[1] - first) // given.block, item[0]))
                 .partitionBy(blocks, lambda block: block).values())
        records = with_columns(spark, piped(lines, given.stages), given.on).drop("cluster", "distance")
        records.write.mode("overwrite").parquet(str(folder))
        seconds = time.monotonic() - began
        say(f"photos {first + 1} to {end} of {count}: {seconds:.1f} s, {(end - first) / seconds:.0f} a second")
    return spark.read.parquet(str(Path(given.out, "records")))


def scaled(records: DataFrame, first) -> tuple[DataFrame, dict]:
    """Adds a vector to each face, scaled as by fc-kmeans's default: named numbers by mean and population standard deviation."""
    faces = records.where(F.col("numbers").isNotNull())
    if not isinstance(first, dict):
        return faces.withColumn("vector", array_to_vector("numbers")), {}
    names = list(first)
    of = {name: F.col("numbers")[name] for name in names}
    row = faces.agg(*[F.avg(of[name]).alias(f"mean {i}") for i, name in enumerate(names)],
                    *[F.stddev_pop(of[name]).alias(f"deviation {i}") for i, name in enumerate(names)]).first()
    means = {name: row[f"mean {i}"] for i, name in enumerate(names)}
    deviations = {name: row[f"deviation {i}"] for i, name in enumerate(names)}
    vector = F.array(*[(of[name] - means[name]) / (deviations[name] or 1.0) for name in names])
    return faces.withColumn("vector", array_to_vector(vector)), {"means": means, "deviations": deviations}


def make_clusters(records: DataFrame, given: argparse.Namespace) -> dict:
    """The model in the format of fc-kmeans --model-out: the best of several starts of MLlib's k-means, largest cluster first."""
    example = records.where(F.col("numbers").isNotNull()).select("record").first()
    if example is None:
        say(f"no face has {given.on}: see {given.out}/records")
        sys.exit(2)
    faces, scale = scaled(records, json.loads(example.record)[given.on])
    faces = faces.select("vector").cache()
    best = None
    for start in range(given.starts):
        model = KMeans(featuresCol="vector", k=given.clusters, seed=start, maxIter=300, tol=1e-6).fit(faces)
        if best is None or model.summary.trainingCost < best.summary.trainingCost:
            best = model
    sizes = best.summary.clusterSizes
    order = sorted(range(len(sizes)), key=lambda number: -sizes[number])
    say(f"{given.clusters} clusters of {sum(sizes)} faces, inertia {best.summary.trainingCost:.6g}")
    faces.unpersist()
    centres = best.clusterCenters()
    return {"model": "k-means", "on": given.on, **scale, "numbers": list(range(len(order))),
            "centres": [[float(number) for number in centres[one]] for one in order]}


def label(spark: SparkSession, records: DataFrame, given: argparse.Namespace) -> DataFrame:
    """Runs fc-kmeans --model on each record, on the workers."""
    spark.sparkContext.addFile(given.clusters_file)
    # If workers are separate processes, such files are in their working folder.
    name = Path(given.clusters_file).name
    stage = f'at=$FILES/{name}; [ -e "$at" ] || at={name}; fc-kmeans --quiet --model "$at"'
    lines = piped(records.select("record").rdd.map(lambda row: row.record), stage, FILES=SparkFiles.getRootDirectory())
    labels = with_columns(spark, lines, given.on).drop("numbers", "error")
    where = str(Path(given.out, "labels"))
    labels.write.mode("overwrite").parquet(where)
    return spark.read.parquet(where)


def make_page(labels: DataFrame, given: argparse.Namespace) -> None:
    """A page with about the same number of faces of each cluster, sampled by hash, so that the page is reproducible."""
    faces = labels.where(F.col("cluster").isNotNull())
    sizes = {row.cluster: row["count"] for row in faces.groupBy("cluster").count().collect()}
    each = given.sample / max(len(sizes), 1)
    share = F.create_map(*[F.lit(one) for size in sizes.items() for one in (size[0], min(each / size[1], 1.0))])
    drawn = F.pmod(F.xxhash64("path", "face"), F.lit(1_000_000)) / 1e6 < share[F.col("cluster")]
    sample = faces.where(drawn).orderBy("path", "face").select("record").toLocalIterator()
    page = Path(given.out, "page.html")
    title = f"{given.clusters} groups of {sum(sizes.values())} faces"
    with subprocess.Popen(["fc-render", "--quiet", "--title", title, "-o", page], stdin=subprocess.PIPE, text=True) as render:
        for row in sample:
            render.stdin.write(row.record + "\n")
    if render.returncode > 1:
        sys.exit(2)
    say(f"{page}: written")


def main() -> None:
    parser = argparse.ArgumentParser(prog="faces.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", help='lines {"path": ...}')
    parser.add_argument("-k", "--clusters", type=int, default=4)
    parser.add_argument("--out", default="out/spark")
    parser.add_argument("--stages", default=STAGES, help="the commands that make records from photos [%(default)s]")
    parser.add_argument("--on", default="features", help="the field with the numbers to compare [%(default)s]")
    parser.add_argument("--block", type=int, default=100, help="the number of photos per pipe [%(default)s]")
    parser.add_argument("--wave", type=int, default=100_000, help="the number of photos after which the work is saved [%(default)s]")
    parser.add_argument("--starts", type=int, default=10, help="the number of starts of k-means, of which the best is kept [%(default)s]")
    parser.add_argument("--sample", type=int, default=400, help="the approximate number of faces on the page [%(default)s]")
    given = parser.parse_args()
    given.clusters_file = str(Path(given.out, "clusters.json"))

    check_list(given)
    spark = SparkSession.builder.appName("faces").getOrCreate()
    # Failures are reported below; other information is in Spark's event log.
    spark.sparkContext.setLogLevel("ERROR")
    try:
        check_workers(spark)
        records = make_records(spark, given)
        model = make_clusters(records, given)
        Path(given.clusters_file).write_text(json.dumps(model) + "\n")
        make_page(label(spark, records, given), given)
    except (Py4JJavaError, PySparkException, CapturedException) as failure:
        # Spark's own message names the host, and is a page long.
        lines = [line for line in str(failure).splitlines() if "Lost task" in line or "Exception: " in line]
        say("; ".join(line.strip() for line in lines[:2]) or str(failure).splitlines()[0])
        sys.exit(2)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
