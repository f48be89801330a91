"""The figures that fc-score must print for in.ndjson, according to scikit-learn."""
import json
from sklearn import metrics as m
rows = [json.loads(line) for line in open("in.ndjson")]
names, clusters = [r["name"] for r in rows], [r["cluster"] for r in rows]
x = [list(r["features"].values()) for r in rows]
for f in (m.adjusted_rand_score, m.normalized_mutual_info_score, m.adjusted_mutual_info_score, m.homogeneity_score,
          m.completeness_score, m.v_measure_score):
    print(f.__name__, f(names, clusters))
for f in (m.silhouette_score, m.calinski_harabasz_score, m.davies_bouldin_score):
    print(f.__name__, f(x, clusters))
