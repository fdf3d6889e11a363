"""Vietnamese administrative plans (kế hoạch) as data."""
