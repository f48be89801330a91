// Made by make_numbers.py; do not edit.

enum Numbers {
  static let uniformInertia: Double = 16.424984027873776
  static let blobsInertia: Double = 98.30387115157622
  static let manyClustersInertia: Double = 789.0741724972625
  static let singleStartInertia: Double = 3.8997991655189916
  static let wideInertia: Double = 1078.2245306355064
  static let largeInertia: Double = 8542394.33633804
  static let silhouettes: [Double] = [-0.03482554923644104, -0.04593238256691951, -0.17225587446691396]
  static let silhouetteValues: [Double] = [
    -0.6185805167584912,
    -0.0183763416853375,
    0.015969120131160135,
    -0.09525384340785589,
    -0.16171354401193627,
    0.006095352165794259,
    -0.006208634302150893,
    0.0,
    0.02214812513396871,
    -0.6548074928313655,
  ]
  static let scaleMeans: [Double] = [
    0.4973874243740418,
    0.5118310101299841,
    0.42590538316553417,
    0.09999999999999991,
    497387.4243740421,
  ]
  static let scaleDeviations: [Double] = [
    0.2838139609169066,
    0.2765564432502165,
    0.29759288645157095,
    1.0,
    283813.96091690654,
  ]
}
