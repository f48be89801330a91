import Testing

import DrawnFaces

@Suite struct FacePlanTests {
  @Test(arguments: [2, 3, 4])
  func typesTakeTurns(types: Int) {
    let plan = FacePlan(count: 10, types: types, seed: 5)
    #expect(plan.map { $0.type } == (0..<10).map { $0 % types })
  }

  @Test func facesWithoutTypesHaveNone() {
    #expect(FacePlan(count: 3, types: 0, seed: 5).allSatisfy { $0.type == nil })
    #expect(FacePlan(count: 0, types: 0, seed: 5).isEmpty)
  }

  @Test func longerPlanBeginsWithShorterOne() {
    let short = FacePlan(count: 4, types: 3, seed: 5).map { $0.parameters }
    let long = FacePlan(count: 9, types: 3, seed: 5).map { $0.parameters }
    #expect(Array(long.prefix(4)) == short)
  }

  @Test func neighbouringSeedsShareNoFace() {
    let textures = (0..<10).flatMap { seed in
      FacePlan(count: 50, types: 0, seed: UInt64(seed)).map { $0.parameters.texture }
    }
    #expect(Set(textures).count == 500)
  }

  @Test func passesShiftAndSpreadOn() {
    let plan = FacePlan(count: 4, types: 4, seed: 0, shift: 2, within: 0)
    #expect(abs(plan[0].parameters.eyeSpacing - (0.262 + 0.040)) < 1e-12)
    #expect(abs(plan[3].parameters.eyeSpacing - (0.262 - 0.040)) < 1e-12)
  }
}
