"""Run by eemeter's own environment: its figures on one of its gas samples, as JSON. It cannot live beside pandas 3."""

import json
import sys
import warnings
from datetime import UTC, datetime

BLACKOUT = datetime(2016, 12, 26, tzinfo=UTC), datetime(2017, 1, 4, tzinfo=UTC)


def figures(readings, weather, kind):
    warnings.simplefilter("ignore")
    import eemeter

    meter = eemeter.meter_data_from_csv(readings, gzipped=True, freq="daily" if kind == "daily" else None)
    temperature = eemeter.temperature_data_from_csv(weather, gzipped=True, freq="hourly")
    baseline, _ = eemeter.get_baseline_data(meter, end=BLACKOUT[0], max_days=365)
    reporting, _ = eemeter.get_reporting_data(meter, start=BLACKOUT[1], max_days=365)
    if kind == "daily":
        design = eemeter.create_caltrack_daily_design_matrix(baseline, temperature)
        fitted = eemeter.fit_caltrack_usage_per_day_model(design, fit_cdd=False)
    else:
        design = eemeter.create_caltrack_billing_design_matrix(baseline, temperature)
        fitted = eemeter.fit_caltrack_usage_per_day_model(
            design, use_billing_presets=True, weights_col="n_days_kept", fit_cdd=False
        )
    saved, _ = eemeter.metered_savings(fitted, reporting, temperature, with_disaggregated=True)
    return {
        "balance_point_f": fitted.model.model_params["heating_balance_point"],
        "counterfactual": float(saved["counterfactual_usage"].sum()),
        "saved": float(saved["metered_savings"].sum()),
    }


if __name__ == "__main__":
    print(json.dumps(figures(*sys.argv[1:])))
