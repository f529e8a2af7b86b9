% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function words = foreign_option (name)
  % words = foreign_option (name)   what stands here for an option of fmincon, fminunc, optimset or optimoptions; '' if NAME is none of them
  words = '';
  for row = table ()'
    if (any (strcmpi (name, strsplit (row{1}, '|'))))
      words = row{2};
      return;
    end
  end
end

function rows = table ()
  no_constraints = 'there are no constraints but bounds: XMin, XMax, YMin, YMax';
  gradients = 'not needed: f and g return their gradients, [v, gx, gy] = f (x, y)';
  products = 'there is none here: give Hessian-vector products by pgdqa_objective (fun, hvp)';
  differences = 'there is none here: differences choose their own steps, see option Derivatives';
  rows = {
    'MaxIterations', 'it is MaxIter here'
    'MaxFunEvals|MaxFunctionEvaluations', 'it is MaxCalls here, which counts values, gradients and products of f and g'
    'FunctionTolerance', 'the nearest is TolFun, which bounds all further decrease of f, not that of one step'
    'TolFun', 'the TolFun of pgdqa bounds all further decrease of f, not that of one step; give it by name'
    'OptimalityTolerance|TolPCG', 'it is TolKKT here, and TolLower for the lower level'
    'TolX|StepTolerance', 'there is none here: short steps do not end a run, see TolKKT and TolFun'
    'TolCon|ConstraintTolerance|TolConSQP', no_constraints
    'A|b|Aeq|beq|nonlcon|Constraints', no_constraints
    'lb|LowerBound', 'it is XMin for x and YMin for y here'
    'ub|UpperBound', 'it is XMax for x and YMax for y here'
    'Algorithm|LargeScale|SubproblemAlgorithm', 'it is Method and Schedule here, see help pgdqa_methods'
    'GradObj|SpecifyObjectiveGradient|GradConstr|SpecifyConstraintGradient|Jacobian', gradients
    'Hessian|HessFcn|HessianFcn|HessMult|HessianMultiplyFcn|HessianApproximation|HessUpdate|HessPattern', products
    'DerivativeCheck|CheckGradients', 'there is none here: pgdqa_check tests every derivative'
    'FinDiffType|FiniteDifferenceType|FinDiffRelStep|FiniteDifferenceStepSize|DiffMinChange|DiffMaxChange', differences
    'PlotFcns', 'it is PlotFcn here'
    'UseParallel', 'it is Threads here, for native objectives'
    'Diagnostics', 'there is none here: pgdqa_diagnose looks at a problem, Display "iter" shows a run'
    'TypicalX|ScaleProblem|AutoScaling', 'there is none for the default schedule, which does not depend on units; ScaleX and ScaleY for the others'
    'ObjectiveLimit', 'there is none here: an OutputFcn can stop a run'
    'Verbose|Verbosity|Disp', 'it is Display here: off, final or iter'
    'Tolerance|Tol', 'it is TolKKT here, and TolFun for a rough answer'
    'FunValCheck', 'not needed: values that are not finite end a run with exitflag -2'
    'OutputFcns', 'it is OutputFcn here'
    'InitBarrierParam|InitTrustRegionRadius|MaxPCGIter|Updating|ComplexEqn', 'there is none here: the run chooses its steps'};
end
